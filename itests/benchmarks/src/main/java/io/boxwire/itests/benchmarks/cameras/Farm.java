package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/**
 * Records from many cameras in one process of its own, as HYBRID files of fragments of a second
 * that are forced to storage, and says what that took: lines of {@code name value}.
 */
final class Farm {
  /** Cameras that warm the code up, and how long they take where their clocks tell it. */
  private static final int WARMING = 10;

  private static final int WARMING_SECONDS = 2;

  /**
   * How often: what is compiled in the midst of recordings is given up, and compiled anew, when
   * others begin.
   */
  private static final int WARMINGS = 3;

  /** For how long nothing is compiled when all is. */
  private static final long STILL_MILLIS = 1_500;

  private static final Duration FRAGMENT = Duration.ofSeconds(1);

  /** Longer than any run: so what a next file would need is kept, as it is with real segments. */
  private static final Duration SEGMENT = Duration.ofDays(60);

  private final Boxwire boxwire = Boxwire.load(Farm.class.getClassLoader());
  private final Path folder;
  private final Footage footage;

  private Farm(Path folder, Path stream) throws IOException {
    this.folder = folder;
    this.footage = Footage.of(boxwire.codecs(), stream);
  }

  /**
   * Runs a farm.
   *
   * @param arguments pace, cameras, seconds until it is measured, seconds that are measured, folder
   *     of the recordings, stream that the cameras see, seconds of media that warm the code up
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Farm farm = new Farm(Path.of(arguments[4]), Path.of(arguments[5]));
    int warming = Integer.parseInt(arguments[6]);
    for (int i = 0; warming > 0 && i < WARMINGS; i++) {
      farm.warmUp(
          Camera.Pace.valueOf(arguments[0]), Duration.ofSeconds(warming).dividedBy(WARMINGS));
    }
    farm.run(
        Camera.Pace.valueOf(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]));
  }

  /** What runs for days is compiled; a run of seconds measures the compiler otherwise. */
  private void warmUp(Camera.Pace pace, Duration media) throws IOException, InterruptedException {
    CameraLoop loop = new CameraLoop().begin();
    Camera.Account account = new Camera.Account();
    List<Camera> cameras = new ArrayList<>();
    for (int i = 0; i < WARMING; i++) {
      cameras.add(
          new Camera("out-warm-" + i, footage.thin(), pace, 0, account, () -> loop)
              .speed((int) Math.max(1, media.toSeconds() / WARMING_SECONDS / WARMING)));
    }
    Recorder recorder = recorder(cameras);
    List<Recording> recordings = new ArrayList<>();
    for (Camera camera : cameras) {
      recordings.add(recorder.start(request(camera).duration(media.dividedBy(WARMING)).build()));
    }
    for (Recording recording : recordings) {
      recording.await();
    }
    remove(recordings);
    awaitCompilers();
  }

  /** Much of what has become hot in the meantime still waits to be compiled. */
  private static void awaitCompilers() throws InterruptedException {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    long before;
    long now = compilers.getTotalCompilationTime();
    do {
      before = now;
      Thread.sleep(STILL_MILLIS);
      now = compilers.getTotalCompilationTime();
    } while (now != before);
  }

  private void run(Camera.Pace pace, int count, int before, int seconds)
      throws IOException, InterruptedException {
    Camera.Account account = new Camera.Account();
    List<Camera> cameras = new ArrayList<>();
    CameraLoop loop = new CameraLoop();
    for (int i = 0; i < count; i++) {
      cameras.add(
          new Camera(
              "out-" + i, footage, pace, TimeUnit.SECONDS.toNanos(i) / count, account, () -> loop));
    }
    Recorder recorder = recorder(cameras);
    List<Recording> recordings = new ArrayList<>();
    Usage from = Usage.now(account);
    for (Camera camera : cameras) {
      RecordingRequest.Builder request = request(camera);
      if (pace == Camera.Pace.TO_THE_END) {
        request.duration(Duration.ofSeconds(seconds));
      }
      recordings.add(recorder.start(request.build()));
    }
    loop.begin();
    boolean room = true;
    double written = 0;
    if (pace == Camera.Pace.TO_THE_END) {
      for (Recording recording : recordings) {
        recording.await();
      }
    } else {
      room = Room.lasts(before);
      account.latest();
      from = Usage.now(account);
      written = -bytes(recordings);
      room = room && Room.lasts(seconds);
    }
    Usage to = Usage.now(account);
    written += bytes(recordings);
    long latest = account.latest();
    // Before the end: what is not taken any more then counts as dropped by the device.
    long dropped = 0;
    int behind = 0;
    for (Recording recording : recordings) {
      behind = Math.max(behind, recording.statistics().queuedFrames());
      // One that was not taken for want of room is counted by both.
      dropped +=
          Math.max(recording.statistics().framesDropped(), recording.statistics().queueWaits());
    }
    // Thousands of recordings take a while to end, in which the others would fill the memory.
    loop.end();
    recordings.forEach(Recording::stop);
    long longestForce = 0;
    for (Recording recording : recordings) {
      recording.await();
      longestForce = Math.max(longestForce, recording.statistics().longestForce().toMillis());
    }
    to.since(from).forEach((name, value) -> System.out.println(name + " " + value));
    long start =
        ManagementFactory.getRuntimeMXBean().getUptime()
            - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from.nanos());
    System.out.println("upFrom " + start / 1e3);
    System.out.println("latestMillis " + latest / 1e6);
    System.out.println("written " + written);
    System.out.println("dropped " + dropped);
    System.out.println("behind " + behind);
    System.out.println("room " + (room ? 1 : 0));
    System.out.println("longestForceMillis " + longestForce);
    remove(recordings);
  }

  private Recorder recorder(List<Camera> cameras) {
    return ServiceLoader.load(Recorder.class)
        .findFirst()
        .orElseThrow()
        .using(boxwire.muxers(), cameras);
  }

  private RecordingRequest.Builder request(Camera camera) {
    MuxerOptions options =
        MuxerOptions.builder()
            .layout(Layout.HYBRID)
            .fragmentDuration(FRAGMENT)
            .durability(Durability.eachFragment())
            .build();
    Path file = folder.resolve(camera.id() + ".mp4");
    return RecordingRequest.to(new Sink.File(file), CaptureRequest.builder().build())
        .device(camera.id())
        .segmentTime(SEGMENT)
        .muxer(options);
  }

  private static double bytes(List<Recording> recordings) throws IOException {
    double bytes = 0;
    for (Recording recording : recordings) {
      for (Path file : recording.files()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void remove(List<Recording> recordings) throws IOException {
    for (Recording recording : recordings) {
      for (Path file : recording.files()) {
        Files.delete(file);
      }
    }
  }
}
