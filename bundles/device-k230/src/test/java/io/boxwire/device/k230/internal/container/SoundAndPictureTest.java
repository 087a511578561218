package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.container.Recorded.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sound and picture begin together and stay together: times are those of the capture clock, at any
 * frame rate, whatever is lost.
 */
@Timeout(60)
class SoundAndPictureTest {
  private static final long BLOCK = TimedCamera.BLOCK_NANOS;
  private static final long SECOND = 1_000_000_000L;

  /** A tick of 8 kHz, the coarser of the two clocks. */
  private static final long TICK = 125_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "12.5, 0", "15, 0", "25, 0", "29.97, 0", "60, 0",
    "12.5, 1", "15, 1", "25, 1", "29.97, 1", "60, 1"
  })
  void process_anyFrameRate_soundLastsAsLongAsPicture(double rate, int fmp4) throws Exception {
    int pictures = (int) Math.round(30 * rate);

    Recorded recorded = record(TimedCamera.at(rate, K230Fixture.builtin()), pictures, fmp4);

    long end = Math.round(pictures * SECOND / rate);
    assertThat(recorded.video()).hasSize(pictures);
    assertThat(end(recorded.video())).isCloseTo(end, within(Math.round(SECOND / rate)));
    assertTogether(recorded, end);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void process_frameRateJitters_soundLastsAsLongAsPicture(int fmp4) throws Exception {
    Random random = new Random(4711);
    long[] times = new long[1000];
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + 10_000_000 + random.nextInt(70_000_000);
    }
    IntToLongFunction jitter = i -> times[i];
    int pictures = 600;

    Recorded recorded =
        record(new TimedCamera("jitter", K230Fixture.builtin(), jitter), pictures, fmp4);

    for (int i = 0; i < pictures; i++) {
      assertThat(recorded.video().get(i).nanos()).isCloseTo(times[i], within(TICK));
    }
    assertTogether(recorded, times[pictures]);
  }

  /** Sound is captured from half a second before the first picture on, 10 ms beside its time. */
  @Test
  void process_soundCapturedEarlier_beginsWithTheFirstPicture() throws Exception {
    Recorded recorded = record(TimedCamera.at(25, K230Fixture.builtin()), 50, 0);

    assertThat(recorded.video().get(0).nanos()).isZero();
    assertThat(recorded.audio().get(0).nanos()).isEqualTo(10_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void process_soundBlocksLost_leaveGapsAndShiftNothing(int fmp4) throws Exception {
    // Of the blocks in the file, numbers 10, 20 to 24, and 100 are lost; 13 came before it.
    TimedCamera camera =
        TimedCamera.at(25, K230Fixture.builtin())
            .losing(b -> b == 23 || b >= 33 && b < 38 || b == 113);

    Recorded recorded = record(camera, 150, fmp4);

    List<Long> expected =
        IntStream.range(0, 150)
            .filter(b -> b != 10 && (b < 20 || b > 24) && b != 100)
            .mapToObj(b -> 10_000_000 + b * BLOCK)
            .toList();
    List<Long> times = recorded.audio().stream().map(Sample::nanos).toList();
    assertThat(times.subList(0, expected.size() - 1))
        .isEqualTo(expected.subList(0, expected.size() - 1));
    assertThat(end(recorded.audio())).isCloseTo(6 * SECOND, within(BLOCK));
  }

  private Recorded record(TimedCamera camera, int pictures, int fmp4) throws Exception {
    Path file = folder.resolve("test.mp4");
    Mp4CfgStr cfg = K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711A);
    cfg.muxerCfg.fmp4Flag = fmp4;
    try (Mp4Container container = new K230Fixture().defaultDevice(camera).container()) {
      container.create(cfg);
      container.start();
      K230Fixture.process(container, pictures);
      container.stop();
      assertThat(container.statistics().framesLeftOut()).isPositive();
    }
    assertThat(camera.open).hasValue(0);
    assertThat(camera.released).hasValue(camera.delivered.get());
    return Recorded.of(file);
  }

  /** The sound is whole and on the capture clock, begins within a block and ends within a block. */
  private static void assertTogether(Recorded recorded, long end) {
    List<Sample> audio = recorded.audio();
    assertThat(recorded.video().get(0).nanos()).isZero();
    assertThat(audio.get(0).nanos()).isBetween(0L, BLOCK);
    for (int i = 0; i < audio.size(); i++) {
      assertThat(audio.get(i).nanos()).isEqualTo(audio.get(0).nanos() + i * BLOCK);
    }
    assertThat(end(audio)).isCloseTo(end, within(BLOCK));
  }

  private static long end(List<Sample> samples) {
    return samples.get(samples.size() - 1).end();
  }

  private static Offset<Long> within(long nanos) {
    return Assertions.within(nanos);
  }
}
