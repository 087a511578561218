package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Built-in cameras recorded at once in real time, a minute in full runs, and decoded by ffmpeg:
 * flash and beep, which they make on one clock, come together from the first to the last.
 */
@RealTime
@Timeout(600)
class FlashAndBeepIT {
  private static final int SECONDS = RealMedia.fullRun() ? 60 : 4;
  private static final long MOST_NANOS = 20_000_000;
  private static final int BRIGHT = 200;
  private static final int LOUD = 3000;

  private final Boxwire boxwire = ElementaryStream.boxwire();

  @TempDir Path folder;

  /**
   * A recording of one camera.
   *
   * @param fps pictures a second
   * @param jitter milliseconds
   * @param second whether it is H.265 and A-law, not H.264 and mu-law
   */
  private record Camera(String fps, int jitter, boolean second, Layout layout, Path file) {
    Map<String, String> options() {
      return Map.of("fps", fps, "jitter", "" + jitter);
    }

    int pictures() {
      return (int) (SECONDS * Double.parseDouble(fps));
    }

    @Override
    public String toString() {
      String codecs = second ? "h265 and g711a" : "h264 and g711u";
      return fps + " fps, jitter " + jitter + " ms, " + codecs + ", " + layout;
    }
  }

  /** Records one camera and says how it went. */
  @FunctionalInterface
  private interface Way {
    RecordingStatistics record(Camera camera) throws Exception;
  }

  @ParameterizedTest
  @CsvSource({"12.5, 0", "30, 16", "29.97, 0"})
  void recorder_twoCamerasAtOnce_keepFlashAndBeepTogether(String fps, int jitter) throws Exception {
    check("recorder", fps, jitter, this::byRecorder);
  }

  @ParameterizedTest
  @CsvSource({"12.5, 0", "30, 16"})
  void mp4Container_twoAtOnce_keepFlashAndBeepTogether(String fps, int jitter) throws Exception {
    check("Mp4Container", fps, jitter, this::byContainer);
  }

  /** A default camera and another one, for both pairs of codecs and both layouts, all at once. */
  private void check(String what, String fps, int jitter, Way way) throws Exception {
    List<Camera> cameras = new ArrayList<>();
    for (Layout layout : List.of(Layout.HYBRID, Layout.FRAGMENTED)) {
      for (boolean second : new boolean[] {false, true}) {
        cameras.add(new Camera("30", 0, second, layout, file(cameras)));
        cameras.add(new Camera(fps, jitter, second, layout, file(cameras)));
      }
    }
    List<FutureTask<RecordingStatistics>> tasks = new ArrayList<>();
    for (Camera camera : cameras) {
      FutureTask<RecordingStatistics> task = new FutureTask<>(() -> way.record(camera));
      tasks.add(task);
      new Thread(task, camera.toString()).start();
    }
    for (int i = 0; i < cameras.size(); i++) {
      assertThat(tasks.get(i).get().framesDropped()).isZero();
      assertTogether(what, cameras.get(i));
    }
  }

  private Path file(List<Camera> before) {
    return folder.resolve(before.size() + ".mp4");
  }

  private RecordingStatistics byRecorder(Camera camera) throws Exception {
    CaptureRequest capture =
        CaptureRequest.builder()
            .video(camera.second() ? "h265" : "h264")
            .audio(camera.second() ? "g711a" : "g711u")
            .options(camera.options())
            .build();
    Recording recording =
        boxwire
            .recorder()
            .orElseThrow()
            .start(
                RecordingRequest.to(new Sink.File(camera.file()), capture)
                    .muxer(MuxerOptions.of(camera.layout()))
                    .duration(Duration.ofSeconds(SECONDS))
                    .build());
    recording.await();
    return recording.statistics();
  }

  private RecordingStatistics byContainer(Camera camera) throws Exception {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(
        camera.file().toString(),
        camera.second() ? Mp4Container.MP4_CODEC_ID_H265 : Mp4Container.MP4_CODEC_ID_H264,
        0,
        0,
        camera.second() ? Mp4Container.MP4_CODEC_ID_G711A : Mp4Container.MP4_CODEC_ID_G711U,
        camera.layout() == Layout.FRAGMENTED ? 1 : 0);
    cfg.setDevice("builtin", camera.options());
    try (Mp4Container container = K230.of(boxwire).newMp4Container()) {
      container.create(cfg);
      container.start();
      for (int i = 0; i < camera.pictures(); i++) {
        assertThat(container.process()).isTrue();
      }
      container.stop();
      return container.statistics();
    }
  }

  private static void assertTogether(String what, Camera camera) throws Exception {
    List<Long> flashes = Onsets.flashes(camera.file(), BRIGHT);
    List<Long> beeps = Onsets.beeps(camera.file(), LOUD);
    assertThat(flashes).as("flashes, %s", camera).hasSize(SECONDS);
    assertThat(beeps).as("beeps, %s", camera).hasSize(SECONDS);
    long most = 0;
    for (int i = 0; i < SECONDS; i++) {
      long apart = Math.abs(beeps.get(i) - flashes.get(i));
      assertThat(apart).as("flash and beep %d, %s", i, camera).isLessThanOrEqualTo(MOST_NANOS);
      most = Math.max(most, apart);
    }
    System.out.printf(
        "flash and beep, %s, %s: %d times, apart %d us first, %d us last, %d us at most%n",
        what,
        camera,
        SECONDS,
        (beeps.get(0) - flashes.get(0)) / 1000,
        (beeps.get(SECONDS - 1) - flashes.get(SECONDS - 1)) / 1000,
        most / 1000);
  }
}
