package io.boxwire.muxer.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The order of samples as it is defined: looks at all tracks for each. */
final class PlainInterleaver {
  private final long grain;
  private final long window;
  private final long limit;
  private final List<Queue> queues = new ArrayList<>();
  private final List<Track> stalled = new ArrayList<>();
  private Queue current;
  private long bytes;
  private long newest = -Ticks.LONGEST;

  private static final class Queue {
    private final Track track;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    /** No sample that is still to come is earlier than this. */
    private long frontier = -Ticks.LONGEST;

    private boolean waitedFor = true;
    private boolean reported;

    Queue(Track track) {
      this.track = track;
    }
  }

  /**
   * Makes an interleaver.
   *
   * @param grainNanos how far a track may run ahead of the others, so that its samples lie together
   * @param windowNanos how much media time is held for a track that stalls
   * @param limitBytes how many bytes are held for it
   */
  PlainInterleaver(long grainNanos, long windowNanos, long limitBytes) {
    this.grain = grainNanos;
    this.window = windowNanos;
    this.limit = limitBytes;
  }

  /**
   * Adds a track; of samples at the same time, video comes first, so that fragments begin with it.
   */
  void addTrack(Track track) {
    int at = queues.size();
    while (track.video() && at > 0 && !queues.get(at - 1).track.video()) {
      at--;
    }
    queues.add(at, new Queue(track));
  }

  /** Takes a sample of a track. */
  void add(Sample sample) {
    Queue queue = queue(sample.track);
    queue.samples.add(sample);
    queue.waitedFor = true;
    bytes += sample.size();
  }

  /** A track will give no sample earlier than this time; {@link Ticks#LONGEST} if none at all. */
  void advance(Track track, long time) {
    Queue queue = queue(track);
    queue.frontier = time;
    queue.waitedFor = true;
    if (time < Ticks.LONGEST) {
      // The end of one track says nothing about how far the others are behind.
      newest = Math.max(newest, time);
    }
  }

  /**
   * Gives the next sample.
   *
   * @return {@code null} if there is none, or a track has to be waited for
   */
  Sample poll() {
    Queue next = choose();
    if (next == null || staysWithCurrent(next) || mustWait(next)) {
      return null;
    }
    return take(next);
  }

  /** Gives the next sample of those that are there, whatever may still come. */
  Sample pollAny() {
    Queue next = choose();
    return next == null ? null : take(next);
  }

  private Sample take(Queue queue) {
    current = queue;
    Sample sample = queue.samples.poll();
    bytes -= sample.size();
    return sample;
  }

  private Queue choose() {
    Queue earliest = null;
    for (Queue queue : queues) {
      Sample head = queue.samples.peek();
      if (head != null && (earliest == null || head.time < earliest.samples.peek().time)) {
        earliest = queue;
      }
    }
    if (grain > 0 && earliest != null && current != null && !current.samples.isEmpty()) {
      long ahead = current.samples.peek().time - earliest.samples.peek().time;
      return ahead <= grain ? current : earliest;
    }
    return earliest;
  }

  /**
   * Whether a track that is behind is still waited for. One whose frames wait for a codec is there:
   * the file is to be as if it had not had to wait, as long as there is memory for that.
   */
  private boolean patient(Track behind, long time) {
    return bytes <= limit && (newest - time <= window || behind.waitsForCodec());
  }

  /** Whether the current track may go on before another one has its turn. */
  private boolean staysWithCurrent(Queue next) {
    if (grain == 0 || current == null || current == next || !current.waitedFor) {
      return false;
    }
    long time = next.samples.peek().time;
    return current.samples.isEmpty()
        && current.frontier <= time + grain
        && patient(current.track, time);
  }

  private boolean mustWait(Queue next) {
    long time = next.samples.peek().time;
    boolean wait = false;
    boolean first = true;
    for (Queue queue : queues) {
      first &= queue != next;
      if (queue == next || !queue.waitedFor || !queue.samples.isEmpty() || queue.track.leftOut()) {
        continue;
      }
      // At equal times a track that stands before this one goes first.
      if (queue.frontier - time + grain >= (first ? 1 : 0)) {
        queue.reported = false;
      } else if (patient(queue.track, time)) {
        wait = true;
      } else {
        queue.waitedFor = false;
        if (!queue.reported) {
          stalled.add(queue.track);
          queue.reported = true;
        }
      }
    }
    return wait;
  }

  /** Whether tracks are no longer waited for since this was last asked for them. */
  boolean stalls() {
    return !stalled.isEmpty();
  }

  /** The tracks that are no longer waited for since the last call. */
  List<Track> newlyStalled() {
    List<Track> tracks = List.copyOf(stalled);
    stalled.clear();
    return tracks;
  }

  private Queue queue(Track track) {
    for (Queue queue : queues) {
      if (queue.track == track) {
        return queue;
      }
    }
    throw new IllegalStateException("track " + track.id() + " is not interleaved");
  }
}
