package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.pattern;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stss;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.box.VisualSampleEntry;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadTest {
  private static final int MEDIA = 28;

  /** A track of samples of three bytes each, one after another, of which the first is sync. */
  private static TestTrack track(int id, int samples) throws MediaException {
    long[] sizes = new long[samples];
    Arrays.fill(sizes, 3);
    return TestTrack.video(id, 10)
        .table(stts(row(samples, 1)), stsc(row(1, samples, 1)), stsz(sizes), stco(MEDIA), stss(1));
  }

  private static byte[] file(byte[] media, TestTrack... tracks) throws MediaException {
    return bytes(ftyp(), mdat(media), moov(false, tracks));
  }

  private static Demuxer open(byte[] file) throws MediaException {
    return Reading.open(file, PayloadForm.STREAM, new TestPlugin());
  }

  @Test
  void read_withPlugin_givesTheStreamForm() throws Exception {
    try (Demuxer demuxer = open(file(new byte[] {1, 2, 3, 4, 5, 6}, track(1, 2)))) {
      assertThat(demuxer.movie().track(1).orElseThrow().codec()).hasValue("test");
      assertThat(demuxer.movie().track(1).orElseThrow().codecString()).isEqualTo("tst1.64");
      Frame first = demuxer.read().orElseThrow();
      assertThat(Reading.bytes(first)).containsExactly(64, ~1, 2, 3);
      assertThat(first.descriptionIndex()).isZero();
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(~4, 5, 6);
    }
  }

  @Test
  void read_bytesSharedByTwoTracks_areNotSpoiledByTheOther() throws Exception {
    try (Demuxer demuxer = open(file(new byte[] {1, 2, 3, 4, 5, 6}, track(1, 2), track(2, 2)))) {
      List<byte[]> payloads = new ArrayList<>();
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        payloads.add(Reading.bytes(f.get()));
      }
      assertThat(payloads)
          .containsExactly(
              new byte[] {64, ~1, 2, 3},
              new byte[] {64, ~1, 2, 3},
              new byte[] {~4, 5, 6},
              new byte[] {~4, 5, 6});
    }
  }

  @Test
  void read_severalSampleEntries_usesTheRightOne() throws Exception {
    TestTrack track =
        TestTrack.video(1, 10)
            .entry(VisualSampleEntry.of(TestMovie.TEST_VIDEO, 32, 24, "", List.of()))
            .table(
                stts(row(2, 1)),
                stsc(row(1, 1, 1), row(2, 1, 2)),
                stsz(1, 1),
                stco(MEDIA, MEDIA + 1));
    try (Demuxer demuxer = open(file(new byte[] {1, 2}, track))) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(64, ~1);
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(32, ~2);
    }
  }

  @Test
  void read_brokenSample_throwsAndGoesOnBehindIt() throws Exception {
    byte[] media = {TestPlugin.BROKEN, 0, 0, TestPlugin.FAILS, 0, 0, 7, 8, 9};
    try (Demuxer demuxer = open(file(media, track(1, 3)))) {
      assertThatThrownBy(demuxer::read).hasMessage("a broken sample");
      assertThatThrownBy(demuxer::read)
          .isInstanceOf(MediaException.class)
          .hasRootCauseMessage("a mistake of the plugin");
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(~7, 8, 9);
    }
  }

  @Test
  void read_brokenSampleEntry_isReportedOnceForTheTrack() throws Exception {
    TestTrack broken =
        TestTrack.video(1, 10)
            .withoutEntries()
            .entry(VisualSampleEntry.of(TestMovie.TEST_VIDEO, 0, 0, "", List.of()))
            .table(stts(row(2, 1)), stsc(row(1, 2, 1)), stsz(1, 1), stco(MEDIA));
    try (Demuxer demuxer = open(file(new byte[] {1, 2, 3}, broken, track(2, 1)))) {
      assertThatThrownBy(demuxer::read).hasMessage("a width of 0");
      assertThat(demuxer.read().orElseThrow().track()).isEqualTo(2);
      assertThat(demuxer.read()).isEmpty();
    }
  }

  @Test
  void keep_frames_survivesFurtherReadsAndClose() throws Exception {
    int samples = 3000;
    byte[] media = pattern(3 * samples, 1);
    for (int i = 0; i < media.length; i += 3) {
      media[i] = 5;
    }
    List<Frame> kept = new ArrayList<>();
    try (Demuxer demuxer = open(file(media, track(1, samples)))) {
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        kept.add(f.get().keep());
      }
    }
    assertThat(kept).hasSize(samples);
    for (int i = 1; i < samples; i++) {
      byte[] expected = Arrays.copyOfRange(media, 3 * i, 3 * i + 3);
      expected[0] = ~5;
      assertThat(Reading.bytes(kept.get(i))).isEqualTo(expected);
      kept.get(i).release();
    }
  }

  @Test
  void read_storedFromAFile_givesRegionsThatSurviveClose(@TempDir Path folder) throws Exception {
    byte[] media = {1, 2, 3, 4, 5, 6};
    Path path = Files.write(folder.resolve("a.mp4"), file(media, track(1, 2)));
    Frame kept;
    try (Demuxer demuxer =
        new Mp4DemuxerFactory()
            .open(new Source.File(path), DemuxerOptions.of(PayloadForm.STORED))) {
      Frame frame = demuxer.read().orElseThrow();
      assertThat(frame.region()).isPresent();
      assertThat(frame.region().orElseThrow().position()).isEqualTo(MEDIA);
      kept = frame.keep();
    }
    assertThat(Reading.bytes(kept)).containsExactly(1, 2, 3);
    assertThat(kept.region().orElseThrow().channel().isOpen()).isTrue();
    kept.release();
    assertThat(kept.region().orElseThrow().channel().isOpen()).isFalse();
  }

  @Test
  void open_noSuchFile_saysSo(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                new Mp4DemuxerFactory()
                    .open(
                        new Source.File(folder.resolve("none.mp4")),
                        DemuxerOptions.builder().build()))
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.IO))
        .hasMessageContaining("none.mp4");
  }
}
