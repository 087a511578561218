package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left over of containers, however often they are used in one process. */
@Timeout(120)
class CyclesTest {
  private static final int CYCLES = Integer.getInteger("boxwire.cycles", 100);
  private static final int WARM_UP = 20;

  /** What a hundred cycles may leave in caches of the JDK and of the test itself. */
  private static final long HEAP_SLACK = 256L << 10;

  private final K230Fixture k230 = new K230Fixture();
  private final Mp4Container container = k230.container();

  @TempDir private Path folder;

  /** One use of a container. */
  @FunctionalInterface
  private interface Cycle {
    void run(int number) throws Exception;
  }

  /**
   * What a process holds.
   *
   * @param threads live threads
   * @param files open files
   * @param heap bytes in use after garbage collection
   */
  private record Held(long threads, long files, long heap) {
    static Held now() throws IOException {
      long heap = heapInUse();
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(Thread.getAllStackTraces().size(), files.count(), heap);
      }
    }

    private static long heapInUse() {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        collect();
        Runtime runtime = Runtime.getRuntime();
        least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      }
      return least;
    }

    private static void collect() {
      WeakReference<Object> garbage = new WeakReference<>(new Object());
      while (garbage.get() != null) {
        System.gc();
      }
    }
  }

  @Test
  void cycles_recordAndPlay_leaveNothing() throws Exception {
    assertNothingLeft(
        "create/start/process/stop/destroy, recording and playing",
        number -> {
          Path file = folder.resolve("a.mp4");
          record(file, number % 2);
          play(file);
          Files.delete(file);
        });
  }

  @Test
  void cycles_createFails_leaveNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("exists.mp4"), "no MP4");
    assertNothingLeft(
        "failing create, four ways",
        number -> {
          assertNotCreated(K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
          assertNotCreated(K230Fixture.recording(folder, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
          Mp4CfgStr device = K230Fixture.recording(folder.resolve("b.mp4"), MP4_CODEC_ID_H264, -1);
          device.setDevice("none", Map.of());
          assertNotCreated(device);
          assertNotCreated(playing(file));
        });
  }

  @Test
  void cycles_deviceFailsInProcess_leaveNothing() throws Exception {
    TimedCamera camera = TimedCamera.at(25, K230Fixture.builtin()).failingAt(5);
    try (Mp4Container failing = new K230Fixture().defaultDevice(camera).container()) {
      assertNothingLeft(
          "failing process",
          number -> {
            Path file = folder.resolve("a.mp4");
            failing.create(
                K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
            failing.start();
            assertThatThrownBy(() -> K230Fixture.process(failing, 6))
                .isInstanceOf(MediaException.class);
            failing.destroy();
            Files.delete(file);
          });
    }
    assertThat(camera.released).hasValue(camera.delivered.get());
  }

  private void assertNothingLeft(String what, Cycle cycle) throws Exception {
    assumeThat(Path.of("/proc/self/fd")).isDirectory();
    for (int i = 0; i < WARM_UP; i++) {
      cycle.run(i);
    }
    Held before = Held.now();
    for (int i = 0; i < CYCLES; i++) {
      cycle.run(i);
    }
    Held after = Held.now();
    while (after.threads() > before.threads()) {
      // A recording has ended a little before its threads have. The timeout ends this, if anything.
      Thread.onSpinWait();
      after = Held.now();
    }
    System.out.println(CYCLES + " cycles of " + what + ": before " + before + ", after " + after);
    assertThat(after.files()).isLessThanOrEqualTo(before.files());
    assertThat(after.heap()).isLessThan(before.heap() + HEAP_SLACK);
  }

  private void record(Path file, int fmp4) throws Exception {
    Mp4CfgStr cfg = K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U);
    cfg.muxerCfg.fmp4Flag = fmp4;
    container.create(cfg);
    container.start();
    K230Fixture.process(container, 10);
    container.stop();
    container.destroy();
  }

  private void play(Path file) throws Exception {
    container.create(playing(file));
    container.start();
    K230Fixture.process(container, 10);
    container.stop();
    container.destroy();
  }

  private void assertNotCreated(Mp4CfgStr cfg) {
    assertThatThrownBy(() -> container.create(cfg)).isInstanceOf(MediaException.class);
  }

  private static Mp4CfgStr playing(Path file) {
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> {});
    return cfg;
  }
}
