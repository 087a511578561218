package io.boxwire.demuxer.internal;

import java.util.Arrays;

/**
 * Finds the first of many spans of time that overlaps another one, in a few steps however many
 * there are. Immutable.
 *
 * <p>All beginnings and ends cut time into intervals. Of each interval the first span that covers
 * it is noted, and in a tree over the intervals the first of each pair, of each four and so on.
 */
final class FirstCovering {
  /** No span. */
  static final int NONE = Integer.MAX_VALUE;

  /** Where the intervals begin; the last is only an end. */
  private final long[] bounds;

  /** The intervals are leaves from {@code leaves} on; node {@code n} is above 2n and 2n + 1. */
  private final int[] tree;

  private final int leaves;

  /**
   * Makes it.
   *
   * @param starts where each span begins
   * @param ends where each ends, exclusive; a span that ends where it begins covers nothing
   */
  FirstCovering(long[] starts, long[] ends) {
    long[] all = new long[2 * starts.length];
    System.arraycopy(starts, 0, all, 0, starts.length);
    System.arraycopy(ends, 0, all, starts.length, ends.length);
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    bounds = Arrays.copyOf(all, distinct);
    leaves = Math.max(1, distinct);
    tree = new int[2 * leaves];
    Arrays.fill(tree, NONE);
    cover(starts, ends);
    for (int i = leaves - 1; i > 0; i--) {
      tree[i] = Math.min(tree[2 * i], tree[2 * i + 1]);
    }
  }

  private void cover(long[] starts, long[] ends) {
    // From each interval, the next one that is covered by none yet; ways are shortened as used.
    int[] uncovered = new int[bounds.length + 1];
    for (int i = 0; i < uncovered.length; i++) {
      uncovered[i] = i;
    }
    for (int span = 0; span < starts.length; span++) {
      int end = Arrays.binarySearch(bounds, ends[span]);
      int at = next(uncovered, Arrays.binarySearch(bounds, starts[span]));
      while (at < end) {
        tree[leaves + at] = span;
        uncovered[at] = at + 1;
        at = next(uncovered, at);
      }
    }
  }

  private static int next(int[] uncovered, int from) {
    int at = from;
    while (uncovered[at] != at) {
      uncovered[at] = uncovered[uncovered[at]];
      at = uncovered[at];
    }
    return at;
  }

  /**
   * Finds the first span that overlaps another.
   *
   * @param start of the other
   * @param end of the other, exclusive, behind its start
   * @return the number of the span, or {@link #NONE}
   */
  int find(long start, long end) {
    int low = Arrays.binarySearch(bounds, start);
    low = low >= 0 ? low : Math.max(0, -low - 2);
    int high = Arrays.binarySearch(bounds, end);
    high = high >= 0 ? high : -high - 1;
    int first = NONE;
    int left = leaves + low;
    int right = leaves + Math.min(high, bounds.length);
    while (left < right) {
      if ((left & 1) == 1) {
        first = Math.min(first, tree[left++]);
      }
      if ((right & 1) == 1) {
        first = Math.min(first, tree[--right]);
      }
      left >>= 1;
      right >>= 1;
    }
    return first;
  }
}
