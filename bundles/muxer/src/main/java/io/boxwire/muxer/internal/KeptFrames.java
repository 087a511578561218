package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * The frames of a track that wait for a codec plugin, in order and within bounds, and an account of
 * how many had to wait and for how long. Under the lock of the track.
 */
final class KeptFrames {
  /**
   * A frame that waits.
   *
   * @param frame the frame
   * @param claim the hold on its payload
   * @param offered when it came, as {@link System#nanoTime}
   */
  record Kept(Frame frame, FrameClaim claim, long offered) {}

  /**
   * What a wait has come to.
   *
   * @param frames how many had to wait
   * @param longest the longest that one of them did
   */
  record Account(long frames, Duration longest) {}

  private final ArrayDeque<Kept> frames = new ArrayDeque<>();
  private final long mostBytes;
  private long bytes;
  private long waited;
  private long longest;

  KeptFrames(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Whether a frame of a size may be added; the first one always may. */
  boolean hasRoom(int size) {
    return frames.isEmpty() || bytes + size <= mostBytes;
  }

  void add(Kept kept) {
    frames.add(kept);
    bytes += kept.frame().size();
  }

  /** The first one, or {@code null}. */
  Kept first() {
    return frames.peek();
  }

  /** The decode time of the last one. */
  long lastDecodeTime() {
    return frames.getLast().frame().decodeTime();
  }

  /** The first one waits no longer: it goes on, or is given up. */
  void removeFirst() {
    Kept first = frames.remove();
    bytes -= first.frame().size();
    noteWait(first.offered());
  }

  /** A frame that could not even be added goes on. */
  void noteWait(long offered) {
    waited++;
    longest = Math.max(longest, System.nanoTime() - offered);
  }

  /** What has come together since this was last asked. */
  Account settle() {
    Account account = new Account(waited, Duration.ofNanos(longest));
    waited = 0;
    longest = 0;
    return account;
  }

  /**
   * Gives up all that are left.
   *
   * @return how many
   */
  int giveUp() {
    int given = frames.size();
    frames.forEach(kept -> kept.claim().release());
    frames.clear();
    bytes = 0;
    return given;
  }
}
