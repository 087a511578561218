package io.boxwire.muxer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Holds the first sample back until each declared track has one, because the {@code moov} in front
 * of fragments must describe them all; for a bounded time and within bounded memory. Then tracks
 * that are silent are left out. Guarded by its user's lock.
 */
final class StartGate {
  private final List<Track> tracks;
  private final long waitNanos;
  private final long limit;
  private final LongConsumer whenWaiting;
  private boolean open;
  private long begun;
  private boolean waiting;

  /**
   * Makes a gate.
   *
   * @param tracks the declared tracks, which may still become more
   * @param waitNanos how long to wait from the first sample on; 0 for a gate that stands open
   * @param limitBytes how many bytes may be held meanwhile
   * @param whenWaiting is told once for how many nanoseconds samples wait, to ask again then
   */
  StartGate(List<Track> tracks, long waitNanos, long limitBytes, LongConsumer whenWaiting) {
    this.tracks = tracks;
    this.waitNanos = waitNanos;
    this.limit = limitBytes;
    this.whenWaiting = whenWaiting;
    this.open = waitNanos == 0;
  }

  /** Whether it has let samples pass. */
  boolean isOpen() {
    return open;
  }

  /**
   * Asks whether samples may pass.
   *
   * @param heldBytes how much is held
   * @param leftOut gets the tracks that are left out by this decision
   */
  boolean open(long heldBytes, List<Track> leftOut) {
    if (open) {
      return true;
    }
    long now = System.nanoTime();
    if (!waiting) {
      begun = now;
      waiting = true;
    }
    if (allStarted() || now - begun >= waitNanos || heldBytes > limit) {
      leftOut.addAll(decide());
    } else if (now == begun) {
      whenWaiting.accept(waitNanos);
    }
    return open;
  }

  private boolean allStarted() {
    for (Track track : tracks) {
      if (!track.started()) {
        return false;
      }
    }
    return true;
  }

  /** Decides now: leaves out all tracks that have given nothing. */
  List<Track> decide() {
    List<Track> silent = new ArrayList<>();
    for (Track track : tracks) {
      if (!track.started() && !track.leftOut()) {
        track.leaveOut();
        silent.add(track);
      }
    }
    open = true;
    return silent;
  }
}
