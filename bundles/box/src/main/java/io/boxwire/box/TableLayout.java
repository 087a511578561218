package io.boxwire.box;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the entries of a table lie in a box: the columns in their order. One such description serves
 * reading a table where it lies, writing it and dumping it.
 *
 * <p>An entry may be a few bits only (the 4-bit sizes of {@code stz2}) and may have no columns at
 * all (a {@code trun} that leaves everything to defaults). Immutable.
 */
public final class TableLayout {

  /**
   * A column.
   *
   * @param name the name the standard gives it
   * @param bits its width, 1 to 64
   * @param kind how the bits make a number
   */
  public record Column(String name, int bits, Kind kind) {

    /** How the bits of a column make a number. */
    public enum Kind {
      /** Not negative; 64 bits wide it may exceed what a {@code long} holds and shows negative. */
      UNSIGNED,
      /** Two's complement. */
      SIGNED
    }

    /**
     * Makes a column.
     *
     * @param name its name
     * @param bits 1 to 64, or {@code IllegalArgumentException}
     * @param kind how the bits make a number
     */
    public Column {
      if (bits < 1 || bits > 64) {
        throw new IllegalArgumentException(name + ": " + bits + " bits");
      }
    }

    /**
     * Makes an unsigned column.
     *
     * @param bits its width, 1 to 64
     * @param name its name
     * @return the column
     */
    public static Column unsigned(int bits, String name) {
      return new Column(name, bits, Kind.UNSIGNED);
    }

    /**
     * Makes a signed column.
     *
     * @param bits its width, 1 to 64
     * @param name its name
     * @return the column
     */
    public static Column signed(int bits, String name) {
      return new Column(name, bits, Kind.SIGNED);
    }

    boolean fits(long value) {
      if (bits == 64) {
        return true;
      }
      return kind == Kind.SIGNED
          ? value >= -(1L << (bits - 1)) && value < 1L << (bits - 1)
          : value >>> bits == 0;
    }
  }

  private final List<Column> columns;
  private final int[] offsets;
  private final int entryBits;

  private TableLayout(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.offsets = new int[columns.size()];
    int bit = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = bit;
      bit += columns.get(i).bits();
    }
    this.entryBits = bit;
  }

  /**
   * Makes a layout.
   *
   * @param columns the columns in their order
   * @return the layout
   */
  public static TableLayout of(Column... columns) {
    return new TableLayout(List.of(columns));
  }

  /**
   * Makes a layout.
   *
   * @param columns the columns in their order
   * @return the layout
   */
  public static TableLayout of(List<Column> columns) {
    return new TableLayout(columns);
  }

  /**
   * Names the columns.
   *
   * @return them, in order
   */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Finds a column by its name.
   *
   * @param name the name the standard gives it
   * @return its index, or -1 if entries have no such column
   */
  public int indexOf(String name) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equals(name))
        .findFirst()
        .orElse(-1);
  }

  /**
   * Tells the width of an entry.
   *
   * @return the number of bits, 0 if there are no columns
   */
  public int entryBits() {
    return entryBits;
  }

  /**
   * Tells how many bytes a table takes.
   *
   * @param count the number of entries, 0 to 2^32
   * @return the bytes, a last incomplete one included
   */
  public long size(long count) {
    return (count * entryBits + 7) >>> 3;
  }

  int bitOffset(int column) {
    return offsets[column];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableLayout layout && columns.equals(layout.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return columns.toString();
  }
}
