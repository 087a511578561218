package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads entries of a table where they lie, a window of bytes at a time. Neighbouring entries cost
 * one positional read; any entry can be asked for. For one thread at a time.
 */
public final class TableWindow {
  /** A column in numbers: values are asked for by the million. */
  private record Place(int offset, int bits, boolean signed) {}

  private final int entryBits;
  private final Place[] places;
  private final long count;
  private final ByteRange range;
  private final int capacity;
  private final boolean fixed;

  /** How many bits each column has, 32 or 64, and the window holds an entry; 0 otherwise. */
  private final int wordBits;

  /** Bytes {@code start} to {@code start + window.limit()} of the table. */
  private ByteBuffer window = ByteBuffer.allocate(0);

  private long start;

  TableWindow(TableLayout layout, long count, ByteRange range, int capacity) throws MediaException {
    this.entryBits = layout.entryBits();
    this.places = new Place[layout.columns().size()];
    for (int i = 0; i < places.length; i++) {
      Column column = layout.columns().get(i);
      boolean signed = column.kind() == Column.Kind.SIGNED;
      places[i] = new Place(layout.bitOffset(i), column.bits(), signed);
    }
    this.count = count;
    this.range = range;
    this.capacity = (int) Math.min(range.size(), Math.max(capacity, 64));
    this.fixed = range.inMemory();
    this.wordBits = entryBits > 0 && entryBits >>> 3 <= ahead() ? wordBits(places) : 0;
    if (fixed) {
      window = range.toBuffer();
    }
  }

  private static int wordBits(Place[] places) {
    int bits = places[0].bits;
    boolean words = bits == Integer.SIZE || bits == Long.SIZE;
    return words && Arrays.stream(places).allMatch(place -> place.bits == bits) ? bits : 0;
  }

  /**
   * Tells how many entries there are.
   *
   * @return the number
   */
  public long count() {
    return count;
  }

  /**
   * Reads a value.
   *
   * @param entry the index of the entry, from 0
   * @param column the index of the column
   * @return the value; an unsigned 64-bit one may show negative
   * @throws MediaException with code TRUNCATED if the source has become shorter, IO or CLOSED if
   *     the storage fails
   * @throws IndexOutOfBoundsException if there is no such entry or column
   */
  public long value(long entry, int column) throws MediaException {
    if (entry < 0 || entry >= count) {
      throw new IndexOutOfBoundsException("entry " + entry + " of " + count);
    }
    Place place = places[column];
    int bits = place.bits;
    long firstBit = entry * entryBits + place.offset;
    int at = locate(firstBit >>> 3, firstBit + bits + 7 >>> 3);
    if ((firstBit & 7) == 0 && bits == 32) {
      int stored = window.getInt(at);
      return place.signed ? stored : stored & 0xffff_ffffL;
    }
    if ((firstBit & 7) == 0 && bits == 64) {
      return window.getLong(at);
    }
    long value = bits(at, (int) (firstBit & 7), bits);
    int unused = 64 - bits;
    return place.signed ? value << unused >> unused : value;
  }

  /**
   * Reads entries that lie one after another, all columns of each: much faster than value by value
   * for tables whose numbers all have 32 bits, or 64.
   *
   * @param first the index of the first entry, from 0
   * @param into gets the values, entry by entry; as many entries are read as fit
   * @return how many entries were read: at least one, less than fit where the table or the window
   *     ends
   * @throws MediaException as {@link #value}
   * @throws IndexOutOfBoundsException if there is no such entry, or not even one fits
   */
  public int values(long first, long[] into) throws MediaException {
    if (first < 0 || first >= count || into.length < places.length) {
      throw new IndexOutOfBoundsException("entry " + first + " of " + count);
    }
    if (wordBits == 0) {
      for (int column = 0; column < places.length; column++) {
        into[column] = value(first, column);
      }
      return 1;
    }
    int bytes = entryBits >>> 3;
    int fit = into.length / places.length;
    int entries = (int) Math.min(Math.min(fit, count - first), ahead() / bytes);
    int at = locate(first * bytes, (first + entries) * bytes);
    int values = entries * places.length;
    if (wordBits == Long.SIZE) {
      window.slice(at, values * Long.BYTES).asLongBuffer().get(into, 0, values);
      return entries;
    }
    for (int i = 0; i < values; i++, at += Integer.BYTES) {
      into[i] = window.getInt(at) & 0xffff_ffffL;
    }
    for (int column = 0; column < places.length; column++) {
      if (places[column].signed) {
        for (int i = column; i < values; i += places.length) {
          into[i] = (int) into[i];
        }
      }
    }
    return entries;
  }

  private long bits(int at, int skipped, int bits) {
    long value = window.get(at) & 0xff >>> skipped;
    int have = 8 - skipped;
    int next = at + 1;
    while (have + 8 <= bits) {
      value = value << 8 | (window.get(next++) & 0xff);
      have += 8;
    }
    if (have < bits) {
      int taken = bits - have;
      return value << taken | (window.get(next) & 0xff) >>> 8 - taken;
    }
    return value >>> have - bits;
  }

  /** How many bytes a window has at least from the place on that it was read for. */
  private int ahead() {
    return capacity - capacity / 8;
  }

  /** Brings the bytes from one place to another (exclusive) of the table into the window. */
  private int locate(long first, long end) throws MediaException {
    if (!fixed && (first < start || end > start + window.limit())) {
      if (window.capacity() == 0) {
        window = ByteBuffer.allocate(capacity);
      }
      // A little of what lies before stays in view, for callers that step back.
      start = Math.max(0, Math.min(first - (capacity - ahead()), range.size() - capacity));
      window.clear().limit(0);
      ByteBuffer target = window.duplicate().clear();
      range.source().readFully(range.position() + start, target);
      window.limit(target.limit());
    }
    return (int) (first - start);
  }
}
