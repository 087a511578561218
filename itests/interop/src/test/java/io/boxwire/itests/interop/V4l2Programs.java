package io.boxwire.itests.interop;

import io.boxwire.api.MediaException;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Programs that do several things with the v4l2 device in one process. */
final class V4l2Programs {
  private V4l2Programs() {}

  /** Records from two cameras at once, and tries a third time what is in use. */
  static final class TwoCameras {
    /**
     * Runs it.
     *
     * @param arguments a folder, and how many frames
     */
    public static void main(String[] arguments) throws Exception {
      Recorder recorder = ElementaryStream.boxwire().recorder().orElseThrow();
      Path folder = Path.of(arguments[0]);
      long frames = Long.parseLong(arguments[1]);
      Recording first = recorder.start(request(folder, "video1", frames));
      Recording second = recorder.start(request(folder, "video3", frames));
      while (first.statistics().videoFrames() < 1) {
        first.await(Duration.ofMillis(5));
      }
      try {
        recorder.start(request(folder, "video1", 1)).stop();
        System.out.println("a camera in use was opened again");
      } catch (MediaException e) {
        System.out.println(e.code() + " " + e.getMessage());
      }
      first.await();
      second.await();
      System.exit(0);
    }

    private static RecordingRequest request(Path folder, String camera, long frames) {
      Path file = folder.resolve(camera + ".mp4");
      Path other = folder.resolve(camera + "-again.mp4");
      return RecordingRequest.to(
              new Sink.File(Files.exists(file) ? other : file),
              CaptureRequest.builder()
                  .video("h264")
                  .size(V4l2Run.WIDTH, V4l2Run.HEIGHT)
                  .options(Map.of("camera", "/dev/" + camera))
                  .build())
          .device("v4l2")
          .videoFrames(frames)
          .build();
    }
  }

  /** Makes, uses and destroys a container again and again. */
  static final class Cycles {
    private static final int FRAMES = 3;
    private static final int WARM_UP = 5;
    private static final long ENDING_MILLIS = 5000;

    /**
     * Runs it, and prints how many threads and files each end leaves: after some, and after all.
     *
     * @param arguments a folder, and how many times
     */
    public static void main(String[] arguments) throws Exception {
      K230 k230 = K230.of(ElementaryStream.boxwire());
      Mp4Container container = k230.newMp4Container();
      int cycles = Integer.parseInt(arguments[1]);
      for (int i = 0; i < cycles; i++) {
        cycle(container, Path.of(arguments[0]).resolve("cycle-" + i + ".mp4"));
        if (i == WARM_UP || i == cycles - 1) {
          System.out.println(threads() + ", " + openFiles() + " files");
        }
      }
      System.exit(0);
    }

    private static void cycle(Mp4Container container, Path file) throws Exception {
      container.create(recordingTo(file));
      container.start();
      for (int i = 0; i < FRAMES; i++) {
        container.process();
      }
      container.stop();
      container.destroy();
    }

    /**
     * The names of all threads, once ours have had time to end, but JNA's, which come and go: it
     * runs ldconfig, for one.
     */
    private static List<String> threads() throws InterruptedException {
      Set<Thread> threads = Thread.getAllStackTraces().keySet();
      for (Thread thread : threads) {
        if (thread.getName().startsWith("boxwire")) {
          thread.join(ENDING_MILLIS);
        }
      }
      return threads.stream()
          .filter(Thread::isAlive)
          .map(Thread::getName)
          .filter(name -> !Set.of("JNA Cleaner", "process reaper").contains(name))
          .sorted()
          .toList();
    }

    private static long openFiles() throws IOException {
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return files.count();
      }
    }
  }

  /** Interrupts a {@code process} that waits for a camera that delivers nothing any more. */
  static final class Interrupted {
    private static final long LOOK_MILLIS = 20;
    private static final int QUIET_LOOKS = 25;

    /**
     * Runs it, and prints how many frames were recorded.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws Exception {
      Mp4Container container = K230.of(ElementaryStream.boxwire()).newMp4Container();
      container.create(recordingTo(Path.of(arguments[0])));
      container.start();
      Thread main = Thread.currentThread();
      Thread watch = new Thread(() -> interruptOnceQuiet(container, main));
      watch.start();
      try {
        while (container.process()) {
          // Until the camera stalls.
        }
      } catch (InterruptedException e) {
        container.stop();
        container.destroy();
        System.out.println(container.statistics().videoFrames());
      }
      System.exit(0);
    }

    private static void interruptOnceQuiet(Mp4Container container, Thread thread) {
      long frames = 0;
      for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
        long now = container.statistics().videoFrames();
        if (now == 0 || now != frames) {
          quiet = 0;
        }
        frames = now;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      }
      thread.interrupt();
    }
  }

  private static Mp4CfgStr recordingTo(Path file) {
    Mp4CfgStr configuration = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    configuration.setMuxerCfg(
        file.toString(),
        Mp4Container.MP4_CODEC_ID_H264,
        V4l2Run.WIDTH,
        V4l2Run.HEIGHT,
        Mp4Container.MP4_CODEC_ID_NONE);
    configuration.setDevice("v4l2", Map.of("stall", "60"));
    return configuration;
  }
}
