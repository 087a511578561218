package io.boxwire.demuxer.internal;

import java.util.Arrays;

/**
 * Finds the track whose next sample is decoded first, by a tournament: of each pair of tracks the
 * earlier one goes on, of each four, and so on. When a track has got a further sample, only the
 * rounds that it takes part in are played anew, one for each doubling of the number of tracks. For
 * one thread.
 */
final class Earliest {
  private static final long NONE = Long.MAX_VALUE;

  private final int[] timescales;

  /** When the next sample of each track is decoded; {@link #NONE} if there is none. */
  private final long[] due;

  /** The tracks are leaves from {@code due.length} on; node {@code n} is above 2n and 2n + 1. */
  private final int[] tree;

  /** A track that was taken, and whose rounds are still to be played without it; or -1. */
  private int taken = -1;

  /**
   * Begins with no samples.
   *
   * @param timescales of the tracks
   */
  Earliest(int... timescales) {
    this.timescales = timescales;
    this.due = new long[Math.max(1, timescales.length)];
    this.tree = new int[2 * due.length];
    clear();
  }

  /** Forgets all samples. */
  void clear() {
    Arrays.fill(due, NONE);
    taken = -1;
    for (int i = tree.length - 1; i > 0; i--) {
      tree[i] = i >= due.length ? i - due.length : earlier(tree[2 * i], tree[2 * i + 1]);
    }
  }

  /**
   * Adds the sample of a track that has none.
   *
   * @param track its number, from 0; among samples of the same time the lowest comes first
   * @param time when it is decoded, in ticks of the track
   */
  void add(int track, long time) {
    settle(track);
    due[track] = time;
    play(track);
  }

  /** Takes the earliest sample; its track, or -1 if there is none. */
  int take() {
    settle(-1);
    int first = tree[1];
    if (due[first] == NONE) {
      return -1;
    }
    due[first] = NONE;
    taken = first;
    return first;
  }

  /** Tells whether there is no sample. */
  boolean isEmpty() {
    settle(-1);
    return due[tree[1]] == NONE;
  }

  /**
   * Plays without the track that was taken, unless it is this one, which is to be played anyway.
   */
  private void settle(int next) {
    if (taken >= 0 && taken != next) {
      play(taken);
    }
    taken = -1;
  }

  private void play(int track) {
    for (int node = track + due.length >> 1; node > 0; node >>= 1) {
      tree[node] = earlier(tree[2 * node], tree[2 * node + 1]);
    }
  }

  private int earlier(int a, int b) {
    long left = due[a];
    long right = due[b];
    int order =
        left == NONE || right == NONE
            ? Long.compare(left, right)
            : Ticks.compare(left, timescales[a], right, timescales[b]);
    return order < 0 || order == 0 && a < b ? a : b;
  }
}
