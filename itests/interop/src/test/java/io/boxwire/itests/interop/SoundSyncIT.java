package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A minute of flashes and beeps, recorded by {@code Mp4Container} and decoded by ffmpeg: they come
 * together from the first to the last, at any frame rate.
 */
@RealTime
@Timeout(120)
class SoundSyncIT {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** Twenty would do for people; edit lists round to one. */
  private static final long MOST_NANOS = 2_000_000;

  private static final long BLOCK_NANOS = 40_000_000;
  private static final int BRIGHT = 100;
  private static final int LOUD = 10_000;

  @TempDir Path folder;
  private K230 k230;

  /** The parts of the class path, and the camera. */
  @BeforeEach
  void load() throws Exception {
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(
        services.resolve(CaptureDevice.class.getName()), FlashAndBeepCamera.class.getName());
    URL[] urls = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, SoundSyncIT.class.getClassLoader())) {
      k230 = K230.of(Boxwire.load(loader));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12.5, 0", "15, 0", "25, 0", "29.97, 0", "60, 0", "jitter, 0",
    "12.5, 1", "15, 1", "25, 1", "29.97, 1", "60, 1", "jitter, 1"
  })
  void record_aMinute_flashAndBeepStayTogether(String rate, int fmp4) throws Exception {
    Path file = folder.resolve("a.mp4");
    long[] schedule = minute(rate);

    record(file, rate, schedule.length, fmp4, 0);

    assertTogether(rate + " fps, fmp4Flag " + fmp4, file, FlashAndBeepCamera.flashes(schedule));
  }

  /** Two cameras at once, with one time 0: their files have one time line. */
  @Test
  void record_twoCamerasWithOneZero_areOneTimeLine() throws Exception {
    long zeroMicros = FlashAndBeepCamera.CLOCK_NANOS / 1000 - 250_000;
    List<String> rates = List.of("12.5", FlashAndBeepCamera.JITTER);
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (String rate : rates) {
      tasks.add(
          new FutureTask<>(
              () -> {
                record(folder.resolve(rate), rate, minute(rate).length, 0, zeroMicros);
                return null;
              }));
      new Thread(tasks.get(tasks.size() - 1), "camera " + rate).start();
    }
    for (int i = 0; i < rates.size(); i++) {
      tasks.get(i).get();
      List<Long> expected =
          FlashAndBeepCamera.flashes(minute(rates.get(i))).stream()
              .map(nanos -> nanos + 250_000_000)
              .toList();
      assertTogether(
          "two cameras, " + rates.get(i) + " fps", folder.resolve(rates.get(i)), expected);
    }
  }

  private static long[] minute(String rate) {
    long[] schedule = FlashAndBeepCamera.schedule(rate, 10_000);
    int pictures = 0;
    while (schedule[pictures] < MINUTE_NANOS) {
      pictures++;
    }
    return Arrays.copyOf(schedule, pictures);
  }

  private void record(Path file, String rate, int pictures, int fmp4, long zeroMicros)
      throws Exception {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(
        file.toString(),
        Mp4Container.MP4_CODEC_ID_H264,
        0,
        0,
        Mp4Container.MP4_CODEC_ID_G711U,
        fmp4);
    cfg.muxerCfg.videoStartTimestamp = zeroMicros;
    cfg.setDevice(FlashAndBeepCamera.ID, Map.of(FlashAndBeepCamera.RATE, rate));
    try (Mp4Container container = k230.newMp4Container()) {
      container.create(cfg);
      container.start();
      for (int i = 0; i < pictures; i++) {
        assertThat(container.process()).isTrue();
      }
      container.stop();
    }
  }

  private static void assertTogether(String what, Path file, List<Long> expected) throws Exception {
    List<Long> flashes = Onsets.flashes(file, BRIGHT);
    List<Long> beeps = Onsets.beeps(file, LOUD);
    assertThat(flashes).hasSameSizeAs(expected);
    assertThat(beeps).hasSameSizeAs(expected);
    assertThat(Math.abs(end(probe(file, "v:0")) - end(probe(file, "a:0"))))
        .as("one track goes on alone")
        .isLessThanOrEqualTo(BLOCK_NANOS + MOST_NANOS);
    long most = 0;
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Math.abs(flashes.get(i) - expected.get(i))).isLessThan(MOST_NANOS);
      long apart = Math.abs(flashes.get(i) - beeps.get(i));
      assertThat(apart).as("flash and beep %d", i).isLessThan(MOST_NANOS);
      most = Math.max(most, apart);
    }
    int last = expected.size() - 1;
    System.out.printf(
        "flash and beep, %s: %d times, apart %d us first, %d us last, %d us at most%n",
        what,
        expected.size(),
        (beeps.get(0) - flashes.get(0)) / 1000,
        (beeps.get(last) - flashes.get(last)) / 1000,
        most / 1000);
  }

  private static long end(Probe probe) {
    Probe.Packet last = probe.packets().get(probe.packets().size() - 1);
    return probe.nanos(last.pts() + last.duration());
  }

  private static Probe probe(Path file, String track) {
    try {
      return Probe.of(file, track);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
