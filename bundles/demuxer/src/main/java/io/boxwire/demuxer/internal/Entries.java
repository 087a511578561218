package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;

/**
 * The entries of a table for somebody who goes through it: they are taken out of it in blocks, as
 * one after another costs several times as much. For one thread.
 */
final class Entries {
  /** How many values are taken at once, at most. */
  static final int BLOCK = 256;

  private final TableWindow window;
  private final int columns;

  /** The entries from {@link #start} to {@link #end}. */
  private final long[] block;

  private long start;
  private long end;

  Entries(Table table) throws MediaException {
    this.window = table.window();
    this.columns = table.layout().columns().size();
    this.block = new long[columns * (int) Math.min(BLOCK / columns, table.count())];
  }

  /** How many entries the table has. */
  long count() {
    return window.count();
  }

  /** A value of an entry, as {@link TableWindow#value} gives it. */
  long value(long entry, int column) throws MediaException {
    return block[columns * bring(entry) + column];
  }

  /**
   * Copies entries.
   *
   * @param first the first
   * @param most how many at most
   * @param into has room for {@link #BLOCK} values
   * @return how many were copied, 1 or more: those of the same block
   */
  int copy(long first, long most, long[] into) throws MediaException {
    int from = bring(first);
    int copied = (int) Math.min(most, end - first);
    System.arraycopy(block, columns * from, into, 0, columns * copied);
    return copied;
  }

  /** Makes sure that an entry is in the block; its number there. */
  private int bring(long entry) throws MediaException {
    if (entry < start || entry >= end) {
      start = entry;
      // Where reading fails, nothing is in the block.
      end = entry;
      end = entry + window.values(entry, block);
    }
    return (int) (entry - start);
  }
}
