package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.PcmCoder;
import io.boxwire.device.k230.internal.device.FrameQueue;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrophoneTest {
  private static final long SECOND = 1_000_000_000L;
  private static final PcmCoder CODER =
      V4l2Fixture.CODECS.stream()
          .filter(plugin -> plugin.codec().equals("g711u"))
          .map(CodecPlugin::pcmCoder)
          .findFirst()
          .orElseThrow()
          .orElseThrow();

  private static final Duration STALL = Duration.ofMillis(500);

  private final FakeTime time = new FakeTime();
  private final FrameQueue queue = new FrameQueue("v4l2", 64 << 20, 1 << 20);
  private final PicturePool pool = new PicturePool(1 << 20);

  private Microphone microphone(FakeLine line, int rate, int channels) {
    TrackFormat format = TrackFormat.audio("g711u", rate, channels).build();
    queue.begin(List.of(TrackFormat.video("h264", 90_000).build(), format));
    return new Microphone(line, format, 2, new G711Table(CODER), pool, queue, STALL, time::nanos);
  }

  private List<Frame> frames() throws Exception {
    queue.fail(MediaException.of(MediaException.Code.DEVICE_FAILED, "the end"));
    List<Frame> frames = new ArrayList<>();
    while (true) {
      try {
        frames.add(queue.take().orElseThrow());
      } catch (MediaException e) {
        return frames;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, 1", "8000, 2", "48000, 1"})
  void capture_blocks_areOf40MillisecondsAndLoseNothing(int rate, int channels) throws Exception {
    FakeLine line = new FakeLine(time, rate, channels, 1, rate / 2);
    microphone(line, rate, channels).capture(time.stopAt(time.nanos() + 10 * SECOND));
    List<Frame> frames = frames();
    assertThat(frames).hasSizeBetween(244, 245);
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      assertThat(frame.size()).isEqualTo(rate / 25 * channels);
      assertThat(frame.duration()).isEqualTo(rate / 25);
      assertThat(frame.decodeTime() - frames.get(0).decodeTime()).isEqualTo(i * (rate / 25L));
      frame.release();
    }
    assertThat(pool.lent()).isZero();
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void capture_samples_areCodedAsThePluginDoes() throws Exception {
    microphone(new FakeLine(time, 8000, 1, 1, 4000), 8000, 1)
        .capture(time.stopAt(time.nanos() + SECOND));
    Frame first = frames().get(0);
    ByteBuffer expected = ByteBuffer.allocate(320);
    ShortBuffer pcm = ShortBuffer.allocate(320);
    for (int i = 0; i < 320; i++) {
      pcm.put((short) ((1600 + i) / 8));
    }
    CODER.encode(pcm.flip(), expected);
    assertThat(first.payload()).isEqualTo(expected.flip());
  }

  /** The microphone's clock gains 0.72 s in an hour on the pictures'; the times must not. */
  @Test
  void capture_cardsClockIsFast_timesStayOnTheSystemsForAnHour() throws Exception {
    FakeLine line = new FakeLine(time, 8000, 1, 1.0002, 4000);
    long start = time.nanos();
    microphone(line, 8000, 1).capture(time.stopAt(start + 3600 * SECOND));
    List<Frame> frames = frames();
    assertThat(frames).hasSizeGreaterThan(90_010);
    double worst = 0;
    for (int i = 0; i < frames.size(); i++) {
      double captured = start / 1e9 + (i + 5) * 320 / (8000 * 1.0002);
      worst = Math.max(worst, Math.abs(frames.get(i).decodeTime() / 8000.0 - captured));
    }
    System.out.printf("an hour at +200 ppm: off by at most %.2f ms%n", worst * 1000);
    assertThat(worst).isLessThan(0.005);
  }

  @Test
  void capture_bufferOverran_isAGapAndWhatFollowsIsInTime() throws Exception {
    FakeLine line = new FakeLine(time, 8000, 1, 1, 4000);
    Microphone microphone = microphone(line, 8000, 1);
    long start = time.nanos();
    // Two seconds, then the thread gets no turn for three, then two more.
    CountDownLatch stop =
        new CountDownLatch(1) {
          private boolean slept;

          @Override
          public boolean await(long timeout, TimeUnit unit) {
            boolean sleeps = !slept && time.nanos() > start + 2 * SECOND;
            slept |= sleeps;
            time.pass(sleeps ? 3 * SECOND : unit.toNanos(timeout));
            return false;
          }

          @Override
          public long getCount() {
            return time.nanos() > start + 7 * SECOND ? 0 : 1;
          }
        };
    microphone.capture(stop);
    List<Frame> frames = frames();
    int gaps = 0;
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      // A block's first sample is marked with the millisecond in which it was captured.
      long captured = frame.decodeTime() * 1000 / 8000 - start / 1_000_000;
      ByteBuffer coded = ByteBuffer.allocate(1).put(0, frame.payload().get(0));
      ShortBuffer pcm = ShortBuffer.allocate(1);
      CODER.decode(coded, pcm);
      assertThat((double) captured % 1000).as("block %d", i).isCloseTo(pcm.get(0), offset(40.0));
      if (i > 0 && frame.decodeTime() - frames.get(i - 1).decodeTime() > 330) {
        gaps++;
      }
    }
    assertThat(gaps).isEqualTo(1);
    assertThat(frames).hasSizeBetween(90, 97);
    // Of seven seconds of 25 blocks, those that tell the time are not passed on.
    assertThat(frames.size() + queue.dropped()).isBetween(168L, 171L);
  }

  @Test
  void capture_noSound_namesTheLineAfterTheLimit() {
    FakeLine line = new FakeLine(time, 8000, 1, 1, 4000);
    line.stopAfter(8000);
    assertThatThrownBy(
            () -> microphone(line, 8000, 1).capture(time.stopAt(time.nanos() + 10 * SECOND)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.DEVICE_FAILED))
        .hasMessage("fake microphone: no sound for 0.5 s");
  }

  @Test
  void release_closesTheLine() {
    FakeLine line = new FakeLine(time, 8000, 1, 1, 4000);
    microphone(line, 8000, 1).release();
    assertThat(line.closed()).isTrue();
  }
}
