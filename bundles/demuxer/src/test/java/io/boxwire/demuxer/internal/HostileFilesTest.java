package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.FragmentedReadingTest.join;
import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
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
import static org.assertj.core.api.Assertions.assertThatCode;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import io.boxwire.box.Box;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.Table;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is done to a file, reading it ends, and with no other exception than the one allowed.
 */
@Timeout(120)
class HostileFilesTest {
  /** A read that is not over after so many frames, faults included, never ends. */
  private static final int MOST_FRAMES = 100_000;

  private static final DemuxerFactory FACTORY =
      new Mp4DemuxerFactory().using(List.of(new TestPlugin()));

  private static byte[] progressive() throws MediaException {
    TestTrack video =
        TestTrack.video(1, 600)
            .edits(EditListBox.Edit.empty(100), EditListBox.Edit.of(500, 20))
            .table(
                stts(row(20, 20), row(20, 30)),
                CompositionOffsetBox.of(
                    Table.of(CompositionOffsetBox.SIGNED_LAYOUT, row(10, 20), row(30, -10))),
                stsc(row(1, 3, 1), row(2, 1, 1), row(3, 36, 1)),
                stsz(new Random(1).longs(40, 1, 20).toArray()),
                stco(28, 200, 300),
                stss(1, 11, 21),
                SampleGroupDescriptionBox.rolls(2),
                SampleToGroupBox.of(
                    SampleGroupDescriptionBox.ROLL,
                    Table.of(SampleToGroupBox.LAYOUT, row(30, 0), row(1, 1))));
    TestTrack audio =
        TestTrack.audio(2, 8000, "ulaw", 1, 16)
            .table(
                stts(row(300, 1)),
                stsc(row(1, 100, 1)),
                SampleSizeBox.constant(1, 300),
                stco(28, 128, 228));
    return bytes(ftyp(), mdat(pattern(800, 0)), moov(false, video, audio));
  }

  private static byte[] fragmented() throws MediaException {
    Box start = moov(true, TestTrack.video(1, 100), TestTrack.audio(2, 100, "mp4a", 1, 16));
    byte[] file = bytes(ftyp(), start);
    for (int i = 0; i < 5; i++) {
      int time = i * 20;
      byte[] fragment =
          TestFragment.bytes(
              pattern(40, i),
              at -> traf(tfhd(1, 10), tfdt(time), trun(at, 10, 10)),
              at -> traf(tfhd(2, 20), trun(at + 20, 20)));
      file = join(file, fragment);
    }
    return file;
  }

  /** Does everything a caller can do with a file. */
  private static void readAll(byte[] file) throws MediaException {
    Source source = new Source.Seekable(new Reading.BytesChannel(file));
    try (Demuxer demuxer = FACTORY.open(source, DemuxerOptions.of(PayloadForm.STREAM))) {
      readToEnd(demuxer);
      for (long seconds : new long[] {0, 1, 1_000_000_000_000L}) {
        try {
          demuxer.seek(Duration.ofSeconds(seconds));
          demuxer.read();
        } catch (MediaException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
      for (TrackInfo track : demuxer.movie().tracks()) {
        walk(demuxer.samples(track.id()));
      }
    }
  }

  private static void readStream(byte[] file) throws MediaException {
    Source source = new Source.Stream(Channels.newChannel(new ByteArrayInputStream(file)));
    try (Demuxer demuxer = FACTORY.open(source, DemuxerOptions.of(PayloadForm.STREAM))) {
      readToEnd(demuxer);
    }
  }

  private static void readToEnd(Demuxer demuxer) {
    for (int i = 0; i < MOST_FRAMES; i++) {
      try {
        Optional<Frame> frame = demuxer.read();
        if (frame.isEmpty()) {
          return;
        }
      } catch (MediaException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    throw new AssertionError("reading does not end");
  }

  private static void walk(SampleCursor cursor) {
    for (int i = 0; i < MOST_FRAMES; i++) {
      try {
        if (!cursor.next()) {
          return;
        }
      } catch (MediaException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    throw new AssertionError("the cursor does not end");
  }

  private static void survives(byte[] file, String what) {
    assertThatCode(
            () -> {
              try {
                readAll(file);
              } catch (MediaException e) {
                assertThat(e.getMessage()).isNotEmpty();
              }
              try {
                readStream(file);
              } catch (MediaException e) {
                assertThat(e.getMessage()).isNotEmpty();
              }
            })
        .as(what)
        .doesNotThrowAnyException();
  }

  @Test
  void read_progressiveCutAnywhere_ends() throws Exception {
    byte[] file = progressive();
    for (int length = 0; length < file.length; length++) {
      survives(Arrays.copyOf(file, length), "cut at " + length);
    }
  }

  @Test
  void read_fragmentedCutAnywhere_ends() throws Exception {
    byte[] file = fragmented();
    for (int length = 0; length < file.length; length++) {
      survives(Arrays.copyOf(file, length), "cut at " + length);
    }
  }

  @Test
  void read_flippedBits_ends() throws Exception {
    Random random = new Random(20_260_101);
    byte[][] files = {progressive(), fragmented()};
    for (int i = 0; i < 600; i++) {
      byte[] file = files[i % 2].clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      }
      survives(file, "image " + i);
    }
  }

  @Test
  void read_extremeFields_ends() throws Exception {
    Random random = new Random(77);
    byte[][] files = {progressive(), fragmented()};
    byte[][] extremes = {{0, 0, 0, 0}, {-1, -1, -1, -1}, {127, -1, -1, -1}, {-128, 0, 0, 0}};
    for (int i = 0; i < 1000; i++) {
      byte[] file = files[i % 2].clone();
      byte[] extreme = extremes[random.nextInt(extremes.length)];
      int at = random.nextInt(file.length / 4 - 1) * 4;
      System.arraycopy(extreme, 0, file, at, 4);
      survives(file, "image " + i);
    }
  }

  @Test
  void open_headersBeyondTheMemoryLimit_isRefused() throws Exception {
    byte[] file = fragmented();
    DemuxerOptions options = DemuxerOptions.builder().memoryLimit(64).build();
    Source stream = new Source.Stream(Channels.newChannel(new ByteArrayInputStream(file)));
    assertThatCode(() -> FACTORY.open(stream, options))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.LIMIT_EXCEEDED));
  }
}
