package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;
import java.util.List;

/** Takes the entries of a table, one after another. Used by the thread that writes the box only. */
public final class TableSink {
  private final TableLayout layout;
  private final List<Column> columns;
  private final BoxWriter out;
  private final long announced;
  private long count;

  /** Bits that do not make a byte yet, right-aligned. */
  private long pending;

  private int pendingBits;

  TableSink(TableLayout layout, long announced, BoxWriter out) {
    this.layout = layout;
    this.columns = layout.columns();
    this.announced = announced;
    this.out = out;
  }

  /**
   * Writes an entry of one column.
   *
   * @param a its value
   * @throws MediaException with code LIMIT_EXCEEDED if the value does not fit the column; or as the
   *     output fails
   */
  public void entry(long a) throws MediaException {
    begin(1);
    put(0, a);
  }

  /**
   * Writes an entry of two columns.
   *
   * @param a the value of the first
   * @param b the value of the second
   * @throws MediaException as {@link #entry(long)}
   */
  public void entry(long a, long b) throws MediaException {
    begin(2);
    put(0, a);
    put(1, b);
  }

  /**
   * Writes an entry of three columns.
   *
   * @param a the value of the first
   * @param b the value of the second
   * @param c the value of the third
   * @throws MediaException as {@link #entry(long)}
   */
  public void entry(long a, long b, long c) throws MediaException {
    begin(3);
    put(0, a);
    put(1, b);
    put(2, c);
  }

  /**
   * Writes an entry of four columns.
   *
   * @param a the value of the first
   * @param b the value of the second
   * @param c the value of the third
   * @param d the value of the fourth
   * @throws MediaException as {@link #entry(long)}
   */
  public void entry(long a, long b, long c, long d) throws MediaException {
    begin(4);
    put(0, a);
    put(1, b);
    put(2, c);
    put(3, d);
  }

  /**
   * Writes an entry of any number of columns.
   *
   * @param values one for each column
   * @throws MediaException as {@link #entry(long)}
   */
  public void row(long... values) throws MediaException {
    begin(values.length);
    for (int i = 0; i < values.length; i++) {
      put(i, values[i]);
    }
  }

  void finish() throws MediaException {
    if (count != announced) {
      throw new IllegalStateException(
          "a table of " + announced + " entries was given " + count + ": " + layout);
    }
    if (pendingBits > 0) {
      out.put8((int) (pending << (8 - pendingBits)));
    }
  }

  private void begin(int values) {
    if (values != columns.size()) {
      throw new IllegalArgumentException(values + " values for " + layout);
    }
    count++;
  }

  private void put(int index, long value) throws MediaException {
    Column column = columns.get(index);
    if (!column.fits(value)) {
      throw MediaException.of(
          MediaException.Code.LIMIT_EXCEEDED,
          column.name() + " " + value + " does not fit in " + column.bits() + " bits");
    }
    int bits = column.bits();
    if (pendingBits == 0 && (bits & 7) == 0) {
      out.put(bits, value);
      return;
    }
    for (int left = bits; left > 0; ) {
      int taken = Math.min(left, 8 - pendingBits);
      left -= taken;
      pending = pending << taken | (value >>> left & ((1L << taken) - 1));
      pendingBits += taken;
      if (pendingBits == 8) {
        out.put8((int) pending);
        pending = 0;
        pendingBits = 0;
      }
    }
  }
}
