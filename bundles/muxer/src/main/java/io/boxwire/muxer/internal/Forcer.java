package io.boxwire.muxer.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has what is written forced to storage, by another thread: on slow storage writing goes on until
 * {@link #MOST_UNFORCED} fragments are on their way, and waits then. What comes while the storage
 * is busy is forced together. The thread is given back when all is forced: a process that records a
 * thousand files would have as many that do nothing for most of the time, and on Linux 6.16 and
 * later waking any thread of a process takes the longer the more of them wait.
 *
 * <p>After a force that failed nobody knows what is on the storage, and a later one that succeeds
 * does not tell: so the first failure is thrown for good.
 *
 * <p>Safe for threads. The layout's thread tells what is written; the statistics are for any.
 */
final class Forcer {
  /** How many fragments may be written and not forced. */
  static final int MOST_UNFORCED = 4;

  /** How many bytes may be written and not forced, if those of one fragment are not more. */
  private static final long MOST_BYTES = 64L << 20;

  /** Does something later, on a thread that holds no lock. */
  interface Later {
    Future<?> later(Runnable work, long nanos);
  }

  /** A force that is due: of all that lies before {@code end}, written at a time. */
  private record Mark(long end, long since) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Output output;
  private final Durability policy;
  private final long slowNanos;
  private final Events events;
  private final Later clock;
  private final Executor threads;

  private final ArrayDeque<Mark> marks = new ArrayDeque<>();

  /** Where the last fragments end, the oldest at the number of the next. */
  private final long[] fragmentEnds = new long[MOST_UNFORCED];

  private long fragments;
  private long written;
  private long marked;
  private long lastMark = System.nanoTime();
  private boolean markIsDue;

  private boolean threadRuns;
  private boolean ended;
  private boolean slow;
  private Throwable failure;
  private long forces;
  private long longestNanos;
  private long durable;

  /**
   * Makes a forcer.
   *
   * @param output what is forced
   * @param options say when
   * @param events is told when storage is slower than fragments come
   * @param clock tells the time
   * @param threads do what may take as long as the storage does
   */
  Forcer(Output output, MuxerOptions options, Events events, Later clock, Executor threads) {
    this.output = output;
    this.policy = options.durability();
    this.slowNanos = Ticks.nanos(options.fragmentDuration());
    this.events = events;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Waits until another fragment may be written.
   *
   * @return the file offset up to which all is on the storage. Where each fragment is forced, that
   *     is the end of the one so many before: not always the last one that is known, but the same
   *     in each run
   * @throws IOException if forcing has failed
   */
  long beforeFragment() throws IOException {
    lock.lock();
    try {
      while (failure == null && full()) {
        awaitStorage();
      }
      throwFailure();
      if (!policy.interval().isZero()) {
        return durable;
      }
      return fragmentEnds[(int) (fragments % MOST_UNFORCED)];
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return marks.size() >= MOST_UNFORCED || marks.size() > 1 && marked - durable > MOST_BYTES;
  }

  private void awaitStorage() {
    if (slow) {
      changed.awaitUninterruptibly();
      return;
    }
    // A fragment is written whole or not at all: an interrupt is left for later.
    boolean interrupted = Thread.interrupted();
    try {
      changed.awaitNanos(slowNanos - age(marks.peek()));
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    lookAtTheOldest();
  }

  /** Notes that a fragment has been written, and has it forced when it is due. */
  void wrote(long end) {
    if (!policy.forced() || !output.forceable()) {
      return;
    }
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      written = end;
      fragmentEnds[(int) (fragments++ % MOST_UNFORCED)] = end;
      lookAtTheOldest();
      if (policy.interval().isZero()) {
        mark();
      } else if (!markIsDue) {
        markIsDue = true;
        clock.later(this::markLater, Math.max(0, Ticks.nanos(policy.interval()) - sinceLastMark()));
      }
    } finally {
      lock.unlock();
    }
  }

  private long sinceLastMark() {
    return System.nanoTime() - lastMark;
  }

  private void markLater() {
    lock.lock();
    try {
      markIsDue = false;
      if (!ended && failure == null && written > marked) {
        mark();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forces everything now, and waits for it.
   *
   * @throws IOException if that fails, or has failed
   */
  void forceAll() throws IOException {
    output.complete();
    if (!output.forceable()) {
      return;
    }
    lock.lock();
    try {
      throwFailure();
      written = output.position();
      mark();
      while (failure == null && !marks.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is forced any more. What is not forced then stays so. */
  void end() {
    lock.lock();
    try {
      ended = true;
      while (threadRuns) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  MuxerStatistics addTo(MuxerStatistics statistics) {
    lock.lock();
    try {
      return statistics.forced(forces, Duration.ofNanos(longestNanos), durable);
    } finally {
      lock.unlock();
    }
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      String why = failure instanceof IOException ? failure.getMessage() : failure.toString();
      throw new IOException("what was written can't be forced to storage: " + why, failure);
    }
  }

  private void mark() {
    if (!threadRuns) {
      // Where there is no memory for a thread, nothing is to wait for it.
      threads.execute(this::work);
      threadRuns = true;
    }
    lastMark = System.nanoTime();
    marked = written;
    marks.add(new Mark(written, lastMark));
  }

  private void work() {
    lock.lock();
    try {
      while (!ended && !marks.isEmpty()) {
        force(marks.size());
      }
    } catch (RuntimeException | Error e) {
      // Whoever waits for this thread is to find out.
      fail(e);
    } finally {
      threadRuns = false;
      changed.signalAll();
      lock.unlock();
    }
  }

  private void fail(Throwable why) {
    failure = why;
    marks.clear();
  }

  private void force(int count) {
    Throwable failed = outside();
    if (failed != null) {
      fail(failed);
    } else {
      forces++;
      lookAtTheOldest();
      boolean late = false;
      for (int i = 0; i < count; i++) {
        Mark mark = marks.remove();
        durable = mark.end();
        longestNanos = Math.max(longestNanos, age(mark));
        late |= age(mark) >= slowNanos;
      }
      slow &= late;
    }
    changed.signalAll();
  }

  private Throwable outside() {
    lock.unlock();
    try {
      output.force();
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return e;
    } finally {
      lock.lock();
    }
  }

  private static long age(Mark mark) {
    return System.nanoTime() - mark.since();
  }

  /** Says once that storage is slow, until it has been fast again. */
  private void lookAtTheOldest() {
    if (slow || marks.isEmpty()) {
      return;
    }
    long nanos = age(marks.peek());
    if (nanos >= slowNanos) {
      slow = true;
      Duration time = Duration.ofNanos(nanos);
      events.add(
          MediaEvent.of(
                  MediaEvent.Kind.STORAGE_SLOW,
                  "forcing what was written to storage takes longer than a fragment lasts: "
                      + time.toMillis()
                      + " ms by now")
              .withTime(time));
      clock.later(events::tell, 0);
    }
  }
}
