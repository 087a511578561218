package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.Objects;

/**
 * The entries of a box that has many of them: sample sizes, chunk offsets, a track run.
 *
 * <p>A table that was read is a view of where it lies; neither opening a file nor reading a box
 * loads it. {@link #window} reads a piece of it at a time. A table that is to be written is filled
 * by a {@link TableSource} when its turn comes, from the caller's own arrays. Immutable.
 */
public final class Table {
  private final TableLayout layout;
  private final long count;
  private final ByteRange stored;
  private final TableSource generator;

  private Table(TableLayout layout, long count, ByteRange stored, TableSource generator) {
    this.layout = layout;
    this.count = count;
    this.stored = stored;
    this.generator = generator;
  }

  /**
   * Makes a table without entries.
   *
   * @param layout its columns
   * @return the table
   */
  public static Table empty(TableLayout layout) {
    return new Table(layout, 0, ByteRange.EMPTY, null);
  }

  /**
   * Makes a table of entries that lie somewhere.
   *
   * @param layout how they lie
   * @param count how many there are
   * @param bytes exactly their bytes
   * @return the table
   * @throws IllegalArgumentException if the count and the number of bytes contradict each other
   */
  public static Table stored(TableLayout layout, long count, ByteRange bytes) {
    if (count < 0 || layout.size(count) != bytes.size()) {
      throw new IllegalArgumentException(count + " entries in " + bytes.size() + " bytes");
    }
    return new Table(layout, count, bytes, null);
  }

  /**
   * Makes a table that is filled when it is written.
   *
   * @param layout how its entries are to lie
   * @param count how many there will be, 0 to 2^32 - 1
   * @param source gives them; kept
   * @return the table
   */
  public static Table generated(TableLayout layout, long count, TableSource source) {
    if (count < 0 || count > 0xffff_ffffL) {
      throw new IllegalArgumentException(count + " entries");
    }
    return new Table(layout, count, null, Objects.requireNonNull(source));
  }

  /**
   * Makes a table of a few entries.
   *
   * @param layout how they are to lie
   * @param rows the entries, each with a value a column; kept
   * @return the table
   */
  public static Table of(TableLayout layout, long[]... rows) {
    return generated(
        layout,
        rows.length,
        out -> {
          for (long[] row : rows) {
            out.row(row);
          }
        });
  }

  /**
   * Tells how entries lie.
   *
   * @return the layout
   */
  public TableLayout layout() {
    return layout;
  }

  /**
   * Tells how many entries there are.
   *
   * @return the number, 0 to 2^32 - 1
   */
  public long count() {
    return count;
  }

  /**
   * Tells how many bytes the entries take.
   *
   * @return the number
   */
  public long size() {
    return layout.size(count);
  }

  /**
   * Gives the bytes of the entries: where they lie, or, for a table to be written, in memory.
   *
   * @return the bytes
   * @throws MediaException with code LIMIT_EXCEEDED if a value does not fit its column
   */
  public ByteRange bytes() throws MediaException {
    if (stored != null) {
      return stored;
    }
    BoxWriter out = BoxWriter.inMemory();
    writeTo(out);
    return ByteRange.of(out.toBuffer());
  }

  /**
   * Gives the same table in memory.
   *
   * @return a table that no longer needs its source
   * @throws MediaException if its bytes can't be read or, for a table to be written, don't fit
   */
  public Table load() throws MediaException {
    return stored(layout, count, bytes().load());
  }

  /**
   * Opens a window of 8 KiB on the entries.
   *
   * @return the window, for one thread
   * @throws MediaException with code LIMIT_EXCEEDED if a value of a table to be written does not
   *     fit
   */
  public TableWindow window() throws MediaException {
    return window(8192);
  }

  /**
   * Opens a window on the entries.
   *
   * @param bytes how many bytes it may hold; entries in memory need none
   * @return the window, for one thread
   * @throws MediaException with code LIMIT_EXCEEDED if a value of a table to be written does not
   *     fit
   */
  public TableWindow window(int bytes) throws MediaException {
    return new TableWindow(layout, count, bytes(), bytes);
  }

  /**
   * Gives a column as an array. Meant for short tables: the run of a fragment, a test.
   *
   * @param column its index
   * @return a value an entry
   * @throws MediaException if the entries can't be read, or are more than an array holds
   */
  public long[] column(int column) throws MediaException {
    if (count > Integer.MAX_VALUE - 16) {
      throw MediaException.of(
          MediaException.Code.LIMIT_EXCEEDED, count + " entries are too many for an array");
    }
    TableWindow window = window();
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = window.value(i, column);
    }
    return values;
  }

  void writeTo(BoxWriter out) throws MediaException {
    if (stored != null) {
      out.put(stored);
      return;
    }
    TableSink sink = new TableSink(layout, count, out);
    generator.emit(sink);
    sink.finish();
  }

  /** Tables are equal when their layouts, counts and bytes are; see {@link ByteRange}. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Table table)) {
      return false;
    }
    try {
      return count == table.count && layout.equals(table.layout) && bytes().equals(table.bytes());
    } catch (MediaException e) {
      // Only entries that can't be written get here, and those equal nothing.
      return this == other;
    }
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count);
  }

  @Override
  public String toString() {
    return count + " entries of " + layout;
  }
}
