package io.boxwire.recorder.internal;

import io.boxwire.api.MuxerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which muxer service a recording uses, and whether it waits for one. The writing thread uses it
 * and lets go of it; others tell that it goes, and wait until then. Holds a service no longer than
 * it is used.
 */
final class MuxerUse {
  /** A time that never comes, on the clock of {@link System#nanoTime()}. */
  static final long NEVER = Long.MAX_VALUE;

  private final Supplier<? extends Collection<? extends MuxerFactory>> present;
  private final long wait;
  private Optional<MuxerFactory> used;

  /** Those that are there and open no files. */
  private final List<MuxerFactory> useless = new ArrayList<>();

  /** Whether a file was opened since one was missing last. */
  private boolean served = true;

  private boolean going;
  private boolean waiting;
  private boolean hurried;
  private long since;

  /**
   * Begins the use of a muxer.
   *
   * @param first the one that is used
   * @param present gives those present, best first
   * @param wait how long another is waited for; zero if none is
   */
  MuxerUse(
      MuxerFactory first,
      Supplier<? extends Collection<? extends MuxerFactory>> present,
      Duration wait) {
    this.used = Optional.of(first);
    this.present = present;
    this.wait = Math.min(MediaTime.nanos(wait), Long.MAX_VALUE / 4);
  }

  /** The service in use; none while one is waited for. */
  synchronized Optional<MuxerFactory> used() {
    return used;
  }

  /** Whether another is ever used. */
  boolean changes() {
    return wait > 0;
  }

  /**
   * Says that a service goes away.
   *
   * @return whether it is in use
   */
  synchronized boolean goes(Object service) {
    if (used.isEmpty() || used.get() != service) {
      return false;
    }
    going = true;
    return true;
  }

  /** Whether the service in use goes away. */
  synchronized boolean going() {
    return going;
  }

  /** The file is closed, and nothing of the service is used any more. */
  synchronized void letGo() {
    used = Optional.empty();
    going = false;
    waiting = true;
    if (served) {
      served = false;
      since = System.nanoTime();
    }
    notifyAll();
  }

  /** The service in use opens no more files, though it is still there. */
  synchronized void letGoOfUseless() {
    used.ifPresent(useless::add);
    letGo();
  }

  /** The service in use has opened a file. */
  synchronized void serves() {
    served = true;
    useless.clear();
  }

  /**
   * Waits until a service that goes is not used any more.
   *
   * @return false if the time was not enough
   */
  synchronized boolean awaitLetGo(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (going) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return true;
  }

  /** The recording has ended. */
  synchronized void end() {
    used = Optional.empty();
    useless.clear();
    going = false;
    waiting = false;
    notifyAll();
  }

  /** Uses the best that is present now, if one is waited for. */
  boolean find() {
    Collection<? extends MuxerFactory> there = present.get();
    synchronized (this) {
      useless.removeIf(one -> there.stream().noneMatch(other -> other == one));
      Optional<? extends MuxerFactory> best =
          there.stream().filter(one -> !useless.contains(one)).findFirst();
      if (!waiting || best.isEmpty()) {
        return false;
      }
      used = Optional.of(best.get());
      waiting = false;
    }
    // One that went before it was in use did not find that it was.
    if (used().filter(one -> present.get().stream().noneMatch(other -> other == one)).isPresent()) {
      letGo();
      return false;
    }
    return true;
  }

  /** Whether another service is waited for. */
  synchronized boolean waiting() {
    return waiting;
  }

  /** How long is waited at most. */
  Duration patience() {
    return Duration.ofNanos(wait);
  }

  /** Nobody is to wait any more. */
  synchronized void hurry() {
    hurried = true;
  }

  /** Whether nobody is to wait. */
  synchronized boolean hurried() {
    return hurried;
  }

  /** Whether nobody waits any more who has waited since the last service went. */
  synchronized boolean over() {
    return hurried || System.nanoTime() - since >= wait;
  }

  /** When {@link #over} comes true by itself. */
  synchronized long end(long otherwise) {
    return waiting ? since + wait : otherwise;
  }
}
