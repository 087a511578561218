package io.boxwire.muxer.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts the samples of all tracks into one order, by decode time. Waits for a track that is behind,
 * but only for so much media time and so many bytes; then the others go on without it until it
 * delivers again. Guarded by its user's lock.
 *
 * <p>What the next sample is, and who is behind, is at the top of a heap each, so that many tracks
 * cost a sample little more than one.
 */
final class Interleaver {
  private final long grain;
  private final long window;
  private final long limit;
  private final List<Queue> queues = new ArrayList<>();

  /** Those with samples, but for the current one; the earliest first. */
  private final PriorityQueue<Queue> heads = new PriorityQueue<>(Queue.BY_HEAD);

  /**
   * Those without samples that are waited for, and maybe others; the one furthest behind first.
   * Each stands where it belonged when it was put in, and belongs further back at most.
   */
  private final PriorityQueue<Queue> lasts = new PriorityQueue<>(Queue.BY_NOTED);

  /** Those that were told to stall and have not caught up. */
  private final List<Queue> reported = new ArrayList<>();

  private final List<Track> stalled = new ArrayList<>();
  private Queue current;
  private long bytes;
  private long newest = -Ticks.LONGEST;

  /** The samples of one track. */
  static final class Queue {
    private static final Comparator<Queue> BY_HEAD = (a, b) -> ordered(a.head, a, b.head, b);
    private static final Comparator<Queue> BY_NOTED = (a, b) -> ordered(a.noted, a, b.noted, b);

    private final Track track;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    /** The time of the first one; of the last that was, if there is none. */
    private long head;

    /** Where it stands among all. */
    private int position;

    /** No sample that is still to come is earlier than this. */
    private long frontier = -Ticks.LONGEST;

    /** The frontier when it was put among the last. */
    private long noted;

    private boolean amongLast;
    private boolean waitedFor = true;

    Queue(Track track) {
      this.track = track;
    }

    private static int ordered(long timeOfA, Queue a, long timeOfB, Queue b) {
      int byTime = Long.compare(timeOfA, timeOfB);
      return byTime != 0 ? byTime : Integer.compare(a.position, b.position);
    }

    /** Whether others may have to wait for a sample of it. */
    boolean owes() {
      return samples.isEmpty() && waitedFor && !track.leftOut();
    }
  }

  /**
   * Makes an interleaver.
   *
   * @param grainNanos how far a track may run ahead of the others, so that its samples lie together
   * @param windowNanos how much media time is held for a track that stalls
   * @param limitBytes how many bytes are held for it
   */
  Interleaver(long grainNanos, long windowNanos, long limitBytes) {
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
    Queue added = new Queue(track);
    queues.add(at, added);
    track.queue(added);
    lasts.clear();
    for (int i = 0; i < queues.size(); i++) {
      queues.get(i).position = i;
      queues.get(i).amongLast = false;
      noteLast(queues.get(i));
    }
  }

  private void noteLast(Queue queue) {
    if (!queue.amongLast && queue.owes()) {
      queue.noted = queue.frontier;
      queue.amongLast = true;
      lasts.add(queue);
    }
  }

  /** Bytes that are held. */
  long bytes() {
    return bytes;
  }

  /** How many samples are held. */
  int size() {
    int size = 0;
    for (Queue queue : queues) {
      size += queue.samples.size();
    }
    return size;
  }

  /** Takes a sample of a track. */
  void add(Sample sample) {
    Queue queue = queue(sample.track);
    queue.samples.add(sample);
    queue.waitedFor = true;
    if (queue.samples.size() == 1) {
      queue.head = sample.time;
      if (queue != current) {
        heads.add(queue);
      }
    }
    bytes += sample.size();
  }

  /** A track will give no sample earlier than this time; {@link Ticks#LONGEST} if none at all. */
  void advance(Track track, long time) {
    Queue queue = queue(track);
    queue.frontier = time;
    queue.waitedFor = true;
    noteLast(queue);
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
    if (queue != current) {
      heads.remove();
      if (current != null && !current.samples.isEmpty()) {
        heads.add(current);
      }
      current = queue;
    }
    Sample sample = queue.samples.poll();
    if (!queue.samples.isEmpty()) {
      queue.head = queue.samples.peek().time;
    }
    bytes -= sample.size();
    noteLast(queue);
    return sample;
  }

  private Queue choose() {
    Queue other = heads.peek();
    if (current == null || current.samples.isEmpty()) {
      return other;
    }
    if (other == null || Queue.BY_HEAD.compare(current, other) < 0) {
      return current;
    }
    return grain > 0 && current.head - other.head <= grain ? current : other;
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
    return current.samples.isEmpty()
        && current.frontier <= next.head + grain
        && patient(current.track, next.head);
  }

  private boolean mustWait(Queue next) {
    long time = next.head;
    if (!reported.isEmpty()) {
      reported.removeIf(queue -> queue != next && queue.owes() && caughtUp(queue, next, time));
    }
    Queue last = last();
    if (last == null || caughtUp(last, next, time)) {
      return false;
    }
    return bytes <= limit && newest - time <= window || waitsForSome(next, time);
  }

  /** Whether all samples have come that go before the next; at equal times, the first track's. */
  private boolean caughtUp(Queue queue, Queue next, long time) {
    return queue.frontier - time + grain >= (queue.position < next.position ? 1 : 0);
  }

  /** The track that is furthest behind of those that owe samples, if there is one. */
  private Queue last() {
    Queue last;
    while ((last = lasts.peek()) != null && !(last.owes() && last.noted == last.frontier)) {
      lasts.remove();
      last.amongLast = false;
      noteLast(last);
    }
    return last;
  }

  /** Patience is over, but for tracks whose frames wait for a codec. */
  private boolean waitsForSome(Queue next, long time) {
    boolean wait = false;
    for (Queue queue : queues) {
      if (queue == next || !queue.owes() || caughtUp(queue, next, time)) {
        continue;
      }
      if (patient(queue.track, time)) {
        wait = true;
      } else {
        queue.waitedFor = false;
        if (!reported.contains(queue)) {
          stalled.add(queue.track);
          reported.add(queue);
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

  /** Releases everything. */
  void giveUp() {
    for (Queue queue : queues) {
      queue.samples.forEach(Sample::release);
      queue.samples.clear();
    }
    heads.clear();
    bytes = 0;
  }

  private static Queue queue(Track track) {
    Queue queue = track.queue();
    if (queue == null) {
      throw new IllegalStateException("track " + track.id() + " is not interleaved");
    }
    return queue;
  }
}
