package io.boxwire.muxer.internal;

import java.util.ArrayDeque;

/**
 * Samples on their way through a gather writer: once their last byte is written they are noted and
 * released, in order.
 */
final class WrittenQueue {
  /** Notes a sample that is in the file. */
  interface Note {
    void written(Sample sample);
  }

  private final ArrayDeque<Sample> waiting = new ArrayDeque<>();
  private final Note note;

  WrittenQueue(Note note) {
    this.note = note;
  }

  void add(Sample sample) {
    waiting.add(sample);
  }

  /** Settles all samples that end at or before a file offset; they are used again. */
  void settle(long written) {
    Sample next;
    while ((next = note(written)) != null) {
      next.recycle();
    }
  }

  private Sample note(long written) {
    Sample first = waiting.peek();
    if (first == null || first.offset + first.storedSize() > written) {
      return null;
    }
    waiting.remove();
    note.written(first);
    return first;
  }

  /**
   * The output has failed: settles what was written all the same, and releases the rest. None is
   * used again, since the one that met the failure is in its bringer's hands yet.
   */
  void fail(long written) {
    Sample next;
    while ((next = note(written)) != null) {
      next.release();
    }
    waiting.forEach(Sample::release);
    waiting.clear();
  }
}
