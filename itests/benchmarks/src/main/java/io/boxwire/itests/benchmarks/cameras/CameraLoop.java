package io.boxwire.itests.benchmarks.cameras;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread for many cameras, as the loop of a selector is in a server that has them on sockets:
 * it is woken once for all frames that came within a millisecond, of whichever camera. Nothing
 * comes before it begins.
 */
final class CameraLoop {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);

  /** More steps than lie between two frames of a camera. */
  private static final int STEPS = 1 << 11;

  private final List<List<Source>> wheel = new ArrayList<>();
  private final Queue<Source> coming = new ConcurrentLinkedQueue<>();
  private long origin;
  private volatile boolean ended;

  /** A camera. */
  interface Source {
    /**
     * Delivers what is due.
     *
     * @param now on the clock of {@link System#nanoTime}
     * @return when the next frame is; 0 if there will be none
     */
    long deliver(long now);
  }

  CameraLoop() {
    for (int i = 0; i < STEPS; i++) {
      wheel.add(new ArrayList<>());
    }
  }

  /** Sets the clock going; once. */
  CameraLoop begin() {
    origin = System.nanoTime();
    Thread thread = new Thread(this::run, "cameras");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** Stops the clock for good: nothing more comes. */
  void end() {
    ended = true;
  }

  /** Has a camera deliver from now on, or from when the clock goes. */
  void add(Source source) {
    coming.add(source);
  }

  private void run() {
    List<Source> due = new ArrayList<>();
    for (long step = 0; !ended; step++) {
      List<Source> slot = wheel.get((int) (step % STEPS));
      if (!slot.isEmpty()) {
        due.addAll(slot);
        slot.clear();
      }
      for (Source source = coming.poll(); source != null; source = coming.poll()) {
        due.add(source);
      }
      awaitStep(step);
      long now = System.nanoTime();
      // By index, and above only if there is something: garbage of an idle loop would count as the
      // recording's.
      for (int i = 0; i < due.size(); i++) {
        Source source = due.get(i);
        long next = source.deliver(now);
        if (next != 0) {
          long at = Math.max(step, (next - origin) / STEP) + 1;
          wheel.get((int) (Math.min(at, step + STEPS - 1) % STEPS)).add(source);
        }
      }
      due.clear();
    }
  }

  private void awaitStep(long step) {
    long left = origin + step * STEP - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(this, left);
      left = origin + step * STEP - System.nanoTime();
    }
  }
}
