package io.boxwire.itests.crash;

import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.itests.crash.Troubled.Shape;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Records two cameras while another thread of the process takes all memory, again and again. */
final class LittleMemory {
  /** The files of a camera begin with its name. */
  static final List<String> NAMES = List.of("hybrid", "fragmented");

  private static final Duration SEGMENT = Duration.ofMinutes(1);
  private static final Duration LONGEST_START = Duration.ofMinutes(1);
  private static final int LARGEST = 1 << 18;
  private static final int SMALLEST = 64;
  private static final long HELD = TimeUnit.MILLISECONDS.toNanos(3);
  private static final long FREE = TimeUnit.MILLISECONDS.toNanos(20);

  private LittleMemory() {}

  static FilmCamera camera(String name, Duration length) {
    return new FilmCamera(name, new Film("h264", "g711a"), length);
  }

  /** Takes all memory until it is told to end. */
  private static final class Hog extends Thread {
    private final Random random;
    private volatile boolean over;
    private volatile int times;

    Hog(long seed) {
      super("hog");
      this.random = new Random(seed);
    }

    @Override
    public void run() {
      while (!over) {
        try {
          take(new ArrayList<>(), LARGEST);
        } catch (OutOfMemoryError e) {
          // Not even a little was left, and now all is again.
          times++;
        }
        LockSupport.parkNanos(FREE);
      }
    }

    /** Takes ever smaller pieces, until nothing is left. */
    private void take(List<byte[]> taken, int largest) {
      try {
        while (!over) {
          taken.add(new byte[1 + random.nextInt(largest)]);
        }
      } catch (OutOfMemoryError e) {
        if (largest > SMALLEST) {
          take(taken, largest / 16);
        } else {
          LockSupport.parkNanos(HELD);
          throw e;
        }
      }
    }
  }

  /**
   * Records, then says what came of it, a line a camera: its name, whether it ended, frames handed
   * out, frames said to be missing, the outcome; and a line with how often memory was full.
   *
   * @param arguments the folder, minutes of media, a seed
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      record(
          Path.of(arguments[0]),
          Duration.ofMinutes(Long.parseLong(arguments[1])),
          Long.parseLong(arguments[2]));
      status = 0;
    } catch (Exception | Error e) {
      e.printStackTrace();
    } finally {
      // A thread that hangs, or still takes memory, must not keep the judge waiting.
      Runtime.getRuntime().halt(status);
    }
  }

  private static void record(Path folder, Duration length, long seed) throws Exception {
    List<Shape> shapes =
        List.of(
            Shape.oneFile(MuxerOptions.of(Layout.HYBRID)),
            new Shape(MuxerOptions.of(Layout.FRAGMENTED), request -> request.segmentTime(SEGMENT)));
    Hog hog = new Hog(seed);
    // A class that can't be initialised for want of memory stays useless: all are by then. And it
    // is recordings that are to go on without memory, not this thread that is to begin them.
    CyclicBarrier begun = new CyclicBarrier(NAMES.size() + 1, hog::start);
    List<Troubled> recordings = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      FilmCamera camera = camera(NAMES.get(i), length);
      camera.at(SEGMENT.multipliedBy(2), begun::await);
      Path file = folder.resolve(NAMES.get(i) + ".mp4");
      recordings.add(Troubled.start(file, camera, shapes.get(i)));
    }
    boolean[] ended = new boolean[NAMES.size()];
    begun.await(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
    for (int i = 0; i < ended.length; i++) {
      ended[i] = awaitEnd(recordings.get(i));
    }
    hog.over = true;
    hog.join();
    List<String> report = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      Troubled one = recordings.get(i);
      report.add(
          String.join(
              "\t",
              NAMES.get(i),
              Boolean.toString(ended[i]),
              Long.toString(one.handed()),
              Long.toString(one.missing()),
              one.outcome()));
    }
    report.add("full\t" + hog.times);
    Files.write(folder.resolve("report.tsv"), report);
  }

  private static boolean awaitEnd(Troubled recording) throws InterruptedException {
    while (true) {
      try {
        return recording.await();
      } catch (OutOfMemoryError e) {
        // This thread is no better off than others: asks again.
        Thread.onSpinWait();
      }
    }
  }
}
