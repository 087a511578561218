package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.FragmentedReadingTest.join;
import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.demuxer.internal.TornTailTest.Seen;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sealed fragments behind a {@code moov} that does not name the recording. */
class LostIdentityTest {
  private static SealedRecording recording() throws Exception {
    return SealedRecording.of(new UUID(1, 2), 1, 6, 300);
  }

  /** Where the identity lies: last in the moov, in front of the first fragment. */
  private static int identityAt(SealedRecording recording) throws Exception {
    return (int) recording.end(-1) - bytes(new FileIdentity(new UUID(0, 0)).toBox()).length;
  }

  private static byte[] nameless(SealedRecording recording, byte[] file) throws Exception {
    byte[] changed = file.clone();
    changed[identityAt(recording) + 12] ^= 1;
    return changed;
  }

  @Test
  void read_leftOpenWithAnyByteOfTheIdentityDestroyed_givesNoFragmentThatNothingProves()
      throws Exception {
    SealedRecording recording = recording();
    int begin = identityAt(recording);
    for (int at = begin + 4; at < recording.end(-1); at++) {
      for (int fragment = 0; fragment < recording.fragments(); fragment++) {
        byte[] file = recording.growing();
        file[at] ^= 0x20;
        file[(int) recording.end(fragment) - 5] ^= 1;
        Seen seen = TornTailTest.read(file);
        assertThat(seen.frames()).as("byte %d", at).isEmpty();
        assertThat(seen.extent().leftOpen()).isTrue();
        assertThat(seen.extent().wholeBytes()).isEqualTo(recording.end(-1));
        assertThat(seen.extent().skipped().orElseThrow()).contains("no fragment that is proved");
        assertThat(seen.events())
            .singleElement()
            .satisfies(e -> assertThat(e.kind()).isEqualTo(MediaEvent.Kind.INPUT_SKIPPED));
      }
    }
  }

  @Test
  void read_finished_isProvedByWhatTheCopyOfTheHeadNames() throws Exception {
    SealedRecording recording = recording();
    byte[] file = nameless(recording, recording.fragmentedClosed());
    Seen whole = TornTailTest.read(file);
    assertThat(whole.frames()).isEqualTo(recording.frames());
    assertThat(whole.extent()).isEqualTo(new FileExtent(false, file.length, Optional.empty()));

    file[(int) recording.end(4) - 5] ^= 1;
    Seen damaged = TornTailTest.read(file);
    assertThat(damaged.frames()).isEqualTo(recording.frames(4));
    assertThat(damaged.extent().leftOpen()).isTrue();
  }

  @Test
  void read_finishedWithoutCopyOfItsHead_givesNothingThatNothingProves() throws Exception {
    SealedRecording recording = recording();
    byte[] file = nameless(recording, join(recording.growing(), recording.mfra()));
    Seen seen = TornTailTest.read(file);
    assertThat(seen.frames()).isEmpty();
    assertThat(seen.extent().leftOpen()).isTrue();
  }

  /** As a tool does that writes tags: its box comes last in the moov, and all moves by its size. */
  @Test
  void read_finishedAndThenEdited_givesAllFrames() throws Exception {
    SealedRecording recording = recording();
    byte[] closed = recording.fragmentedClosed();
    int head = (int) recording.end(-1);
    byte[] tag = bytes(FreeSpaceBox.of(24));
    byte[] file =
        join(Arrays.copyOf(closed, head), tag, Arrays.copyOfRange(closed, head, closed.length));
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int moov = recording.switchAt() + 16;
    bytes.putInt(moov, bytes.getInt(moov) + tag.length);
    Seen seen = TornTailTest.read(file);
    assertThat(seen.frames()).isEqualTo(recording.frames());
    assertThat(seen.extent().leftOpen()).isFalse();
  }

  @Test
  void read_fragmentsOfAnotherWriterInFront_endsAtTheFirstWithSeal() throws Exception {
    SealedRecording recording = recording();
    byte[] own = nameless(recording, recording.growing());
    int head = (int) recording.end(-1);
    byte[] media = {1, 2, 3};
    byte[] moof =
        bytes(
            ContainerBox.of(
                ContainerBox.MOOF,
                MovieFragmentHeaderBox.of(1),
                traf(tfhd(1, 10), tfdt(0), trun(8, 3))));
    int offset = moof.length + 8;
    moof =
        bytes(
            ContainerBox.of(
                ContainerBox.MOOF,
                MovieFragmentHeaderBox.of(1),
                traf(tfhd(1, 10), tfdt(0), trun(offset, 3))));
    byte[] plain = join(Arrays.copyOf(own, head), moof, bytes(TestMovie.mdat(media)));
    Seen seen = TornTailTest.read(join(plain, Arrays.copyOfRange(own, head, own.length)));
    assertThat(seen.frames()).isEqualTo(List.of(SealedRecording.line(0, media)));
    assertThat(seen.extent().wholeBytes()).isEqualTo(plain.length);
    assertThat(seen.extent().skipped()).isPresent();
  }

  @Test
  void read_asAStream_givesAllFrames() throws Exception {
    SealedRecording recording = recording();
    byte[] file = nameless(recording, recording.growing());
    Source stream = new Source.Stream(Channels.newChannel(new ByteArrayInputStream(file)));
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(stream, options)) {
      assertThat(TornTailTest.frames(demuxer)).isEqualTo(recording.frames());
    }
  }
}
