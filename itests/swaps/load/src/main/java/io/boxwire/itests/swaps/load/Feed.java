package io.boxwire.itests.swaps.load;

import java.util.concurrent.TimeUnit;

/**
 * Says when which frame is due: of both tracks in turn, paced, until it is told to end. For one
 * thread a track, or one for both.
 */
final class Feed {
  /** How fast frames come. */
  enum Pace {
    /** As fast as they are taken, without end. */
    FREE,
    /**
     * As fast as they are taken, but only so many around each swap, so that the files of a thousand
     * swaps stay small enough to be decoded.
     */
    FAST,
    /** When they are due. */
    REALTIME
  }

  /** Which frame. */
  record Item(int track, long number) {}

  private final Pace pace;
  private final long begin = System.nanoTime();
  private final long[] next = new long[Film.AUDIO + 1];
  private final long[] limit = {0, Long.MAX_VALUE, Long.MAX_VALUE};
  private long allowed;
  private boolean ended;

  Feed(Pace pace) {
    this.pace = pace;
  }

  /** Lets so many more frames of each track come than before, where it is {@link Pace#FAST}. */
  synchronized void allow(long frames) {
    allowed += frames;
    notifyAll();
  }

  /** Ends after so many frames of each track, for another one to be repeated. */
  synchronized void limit(long video, long audio) {
    limit[Film.VIDEO] = video;
    limit[Film.AUDIO] = audio;
  }

  /** No frame comes after those that have come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** How many frames of a track have come. */
  synchronized long count(int track) {
    return next[track];
  }

  /** The next frame of whichever track is first; null at the end. */
  Item next() throws InterruptedException {
    long video = Film.due(Film.VIDEO, count(Film.VIDEO));
    long audio = Film.due(Film.AUDIO, count(Film.AUDIO));
    return next(video <= audio ? Film.VIDEO : Film.AUDIO);
  }

  /** The next frame of a track; null at the end. */
  synchronized Item next(int track) throws InterruptedException {
    switch (pace) {
      case FREE -> {}
      case FAST -> awaitAllowed(track);
      case REALTIME -> awaitDue(Film.due(track, next[track]));
    }
    if (ended || next[track] >= limit[track]) {
      return null;
    }
    return new Item(track, next[track]++);
  }

  private synchronized void awaitAllowed(int track) throws InterruptedException {
    while (next[track] >= allowed && !ended) {
      wait();
    }
  }

  private synchronized void awaitDue(long nanos) throws InterruptedException {
    long left = begin + nanos - System.nanoTime();
    while (left > 0 && !ended) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = begin + nanos - System.nanoTime();
    }
  }
}
