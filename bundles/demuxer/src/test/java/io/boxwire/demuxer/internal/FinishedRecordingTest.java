package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.FragmentedReadingTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.demuxer.internal.TornTailTest.Seen;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The end of a recording: done, half done, damaged afterwards. */
class FinishedRecordingTest {
  private static final UUID ID = new UUID(1, 2);

  private static SealedRecording recording() throws Exception {
    return SealedRecording.of(ID, 1, 6, 300);
  }

  @Test
  void read_hybridClosed_isProgressiveAndLooksAtNoFragment() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 100, 300);
    Reading.BytesChannel channel = new Reading.BytesChannel(recording.closed());
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.Seekable(channel), options)) {
      assertThat(demuxer.movie().layout()).isEqualTo(Layout.PROGRESSIVE);
      assertThat(demuxer.movie().track(1).orElseThrow().sampleCount()).hasValue(300);
      assertThat(demuxer.extent())
          .isEqualTo(new FileExtent(false, recording.closed().length, Optional.empty()));
      assertThat(demuxer.seek(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(20));
      assertThat(channel.reads()).isLessThan(80);
      demuxer.seek(Duration.ZERO);
      assertThat(TornTailTest.frames(demuxer)).isEqualTo(recording.frames());
    }
  }

  @Test
  void read_hybridCutAtEveryByteOfItsEnd_givesAllFrames() throws Exception {
    SealedRecording recording = recording();
    byte[] unswitched = join(recording.growing(), recording.hiddenMoov());
    int grown = recording.growing().length;
    for (int cut = grown; cut <= unswitched.length; cut++) {
      Seen seen = TornTailTest.read(Arrays.copyOf(unswitched, cut));
      assertThat(seen.frames()).as("cut at " + cut).isEqualTo(recording.frames());
      assertThat(seen.extent().leftOpen()).isTrue();
      assertThat(seen.extent().wholeBytes()).isEqualTo(grown);
      assertThat(seen.extent().skipped().isPresent()).isEqualTo(cut > grown);
    }
  }

  @Test
  void read_hybridWhoseSwitchIsTorn_givesAllFrames() throws Exception {
    SealedRecording recording = recording();
    byte[] open = join(recording.growing(), recording.hiddenMoov());
    byte[] header = recording.switched();
    int images = 0;
    for (int from = 0; from < 16; from++) {
      for (int to = from; to <= 16; to++) {
        // Some bytes of the new header, and zeros in the place of some of the old.
        byte[] some = open.clone();
        System.arraycopy(header, from, some, recording.switchAt() + from, to - from);
        assertThat(TornTailTest.read(some).frames())
            .as("new bytes %d to %d", from, to)
            .isEqualTo(recording.frames());
        byte[] zeros = open.clone();
        Arrays.fill(zeros, recording.switchAt() + from, recording.switchAt() + to, (byte) 0);
        assertThat(TornTailTest.read(zeros).frames())
            .as("zeros %d to %d", from, to)
            .isEqualTo(recording.frames());
        images += 2;
      }
    }
    assertThat(images).isEqualTo(304);
  }

  @Test
  void read_hybridClosedThenCutOrDamagedInItsMoov_fallsBackToTheFragments() throws Exception {
    SealedRecording recording = recording();
    byte[] closed = recording.closed();
    int moov = recording.growing().length + 8;
    for (int cut = moov; cut < closed.length; cut++) {
      Seen seen = TornTailTest.read(Arrays.copyOf(closed, cut));
      assertThat(seen.frames()).as("cut at " + cut).isEqualTo(recording.frames());
      assertThat(seen.extent().leftOpen()).isTrue();
      assertThat(seen.extent().wholeBytes()).isEqualTo(moov - 8);
      assertThat(seen.events()).as("cut at " + cut).isNotEmpty();
    }
    byte[] zeroed = closed.clone();
    Arrays.fill(zeroed, moov + 8, closed.length, (byte) 0);
    assertThat(TornTailTest.read(zeroed).frames()).isEqualTo(recording.frames());
  }

  @Test
  void read_hybridClosedThenCutAnywhere_givesTheWholeFragments() throws Exception {
    SealedRecording recording = recording();
    byte[] closed = recording.closed();
    int whole = 0;
    for (int cut = (int) recording.end(0); cut < recording.growing().length; cut++) {
      whole += cut == recording.end(whole) ? 1 : 0;
      Seen seen = TornTailTest.read(Arrays.copyOf(closed, cut));
      assertThat(seen.frames()).as("cut at " + cut).isEqualTo(recording.frames(whole));
    }
    assertThat(whole).isEqualTo(5);
  }

  @Test
  void read_fragmentedClosed_isFinished() throws Exception {
    SealedRecording recording = recording();
    byte[] file = join(recording.growing(), recording.mfra());
    Seen seen = TornTailTest.read(file);

    assertThat(seen.frames()).isEqualTo(recording.frames());
    assertThat(seen.extent()).isEqualTo(new FileExtent(false, file.length, Optional.empty()));
    assertThat(seen.events()).isEmpty();
  }

  @Test
  void read_fragmentedCutInItsEnd_isLeftOpen() throws Exception {
    SealedRecording recording = recording();
    byte[] file = join(recording.growing(), recording.mfra());
    for (int cut = recording.growing().length; cut < file.length; cut++) {
      Seen seen = TornTailTest.read(Arrays.copyOf(file, cut));
      assertThat(seen.frames()).isEqualTo(recording.frames());
      assertThat(seen.extent().leftOpen()).isTrue();
      assertThat(seen.extent().wholeBytes()).isEqualTo(recording.growing().length);
    }
  }

  /** The list was on the storage, and what lies in front of it was not: closing did not end. */
  @Test
  void read_fragmentedWhoseCopyOfTheHeadIsLost_isLeftOpenAndGivesAllFrames() throws Exception {
    SealedRecording recording = recording();
    byte[] file = recording.fragmentedClosed();
    assertThat(TornTailTest.read(file).extent().leftOpen()).isFalse();
    int grown = recording.growing().length;
    Arrays.fill(file, grown, file.length - recording.mfra().length, (byte) 0);
    Seen seen = TornTailTest.read(file);

    assertThat(seen.frames()).isEqualTo(recording.frames());
    assertThat(seen.extent().leftOpen()).isTrue();
    assertThat(seen.extent().wholeBytes()).isEqualTo(grown);
  }

  @Test
  void read_listLeftOverFromAnOlderFile_provesNothing() throws Exception {
    SealedRecording recording = recording();
    SealedRecording older = SealedRecording.of(new UUID(3, 4), 9, 6, 300);
    // The last two fragments and the list at the end were never written: an older file shows.
    byte[] image = join(older.growing(), older.mfra());
    System.arraycopy(recording.growing(), 0, image, 0, (int) recording.end(3));
    Seen seen = TornTailTest.read(image);

    assertThat(seen.frames()).isEqualTo(recording.frames(4));
    assertThat(seen.extent().leftOpen()).isTrue();
    assertThat(seen.extent().wholeBytes()).isEqualTo(recording.end(3));
  }

  @Test
  void open_firstBlockDestroyed_saysThatRepairMayHelp() throws Exception {
    SealedRecording recording = recording();
    byte[] hybrid = recording.closed();
    byte[] fragmented = recording.fragmentedClosed();
    for (byte[] file : List.of(hybrid, fragmented)) {
      for (byte filling : new byte[] {0, (byte) 0xff, 'x'}) {
        byte[] destroyed = file.clone();
        Arrays.fill(destroyed, 0, 4096, filling);
        assertThatThrownBy(() -> Reading.open(destroyed, PayloadForm.STORED))
            .isInstanceOfSatisfying(
                MediaException.class,
                e -> assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED))
            .hasMessageContaining("repair");
      }
    }
  }
}
