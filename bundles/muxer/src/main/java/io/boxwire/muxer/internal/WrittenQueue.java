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

  /** Settles all samples that end at or before a file offset. */
  void settle(long written) {
    Sample next;
    while ((next = waiting.peek()) != null && next.offset + next.storedSize() <= written) {
      waiting.remove();
      note.written(next);
      next.recycle();
    }
  }

  /** Releases what will never be written. */
  void giveUp() {
    waiting.forEach(Sample::release);
    waiting.clear();
  }
}
