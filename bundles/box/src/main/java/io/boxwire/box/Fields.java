package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a box describes its fields to: a reader, a writer, a measure or a dump. Each method takes
 * the value the box has and gives the value the described box gets; a reader gives what is in the
 * file, all others give the value back.
 *
 * <p>All numbers are big endian. Every method throws {@code MediaException}: MALFORMED or TRUNCATED
 * where a reader finds too little, LIMIT_EXCEEDED where a value does not fit its field.
 */
@ProviderType
public abstract class Fields {

  Fields() {}

  /**
   * Describes an unsigned number of 8 bits.
   *
   * @param name the field's name in the standard
   * @param value 0 to 255
   * @return the value
   * @throws MediaException see the class
   */
  public final int u8(String name, int value) throws MediaException {
    return (int) number(name, 8, NumberForm.UNSIGNED, value);
  }

  /**
   * Describes an unsigned number of 16 bits.
   *
   * @param name the field's name in the standard
   * @param value 0 to 65,535
   * @return the value
   * @throws MediaException see the class
   */
  public final int u16(String name, int value) throws MediaException {
    return (int) number(name, 16, NumberForm.UNSIGNED, value);
  }

  /**
   * Describes an unsigned number of 32 bits.
   *
   * @param name the field's name in the standard
   * @param value 0 to 2^32 - 1
   * @return the value
   * @throws MediaException see the class
   */
  public final long u32(String name, long value) throws MediaException {
    return number(name, 32, NumberForm.UNSIGNED, value);
  }

  /**
   * Describes an unsigned number of 64 bits. Values of 2^63 and above are negative.
   *
   * @param name the field's name in the standard
   * @param value any
   * @return the value
   * @throws MediaException see the class
   */
  public final long u64(String name, long value) throws MediaException {
    return number(name, 64, NumberForm.UNSIGNED, value);
  }

  /**
   * Describes an unsigned number whose width another field gives.
   *
   * @param name the field's name in the standard
   * @param bits its width, 8 to 64 in steps of 8
   * @param value what fits
   * @return the value
   * @throws MediaException see the class
   */
  public final long unsigned(String name, int bits, long value) throws MediaException {
    return number(name, bits, NumberForm.UNSIGNED, value);
  }

  /**
   * Describes a signed number.
   *
   * @param name the field's name in the standard
   * @param bits its width, 8 to 64 in steps of 8
   * @param value what fits
   * @return the value
   * @throws MediaException see the class
   */
  public final long signed(String name, int bits, long value) throws MediaException {
    return number(name, bits, NumberForm.SIGNED, value);
  }

  /**
   * Describes a set of bits, shown in hexadecimal.
   *
   * @param name the field's name in the standard
   * @param bits its width, 8 to 32 in steps of 8
   * @param value what fits, not negative
   * @return the value
   * @throws MediaException see the class
   */
  public final long bits(String name, int bits, long value) throws MediaException {
    return number(name, bits, NumberForm.BITS, value);
  }

  /**
   * Describes a signed fixed-point number of 16.16 bits.
   *
   * @param name the field's name in the standard
   * @param value in units of 1/65,536
   * @return the value
   * @throws MediaException see the class
   */
  public final int fixed16(String name, int value) throws MediaException {
    return (int) number(name, 32, NumberForm.FIXED, value);
  }

  /**
   * Describes a signed fixed-point number of 8.8 bits.
   *
   * @param name the field's name in the standard
   * @param value in units of 1/256
   * @return the value
   * @throws MediaException see the class
   */
  public final int fixed8(String name, int value) throws MediaException {
    return (int) number(name, 16, NumberForm.FIXED, value);
  }

  /**
   * Describes a signed fixed-point number of 2.30 bits.
   *
   * @param name the field's name in the standard
   * @param value in units of 2^-30
   * @return the value
   * @throws MediaException see the class
   */
  public final int fixed30(String name, int value) throws MediaException {
    return (int) number(name, 32, NumberForm.FIXED_30, value);
  }

  /**
   * Describes an unsigned fixed-point number of 16.16 bits.
   *
   * @param name the field's name in the standard
   * @param value in units of 1/65,536, not negative
   * @return the value
   * @throws MediaException see the class
   */
  public final long unsignedFixed16(String name, long value) throws MediaException {
    return number(name, 32, NumberForm.UNSIGNED_FIXED, value);
  }

  /**
   * Describes a floating-point number of 64 bits, handed over as bits.
   *
   * @param name the field's name
   * @param value as of {@link Double#doubleToRawLongBits}
   * @return the value
   * @throws MediaException see the class
   */
  public final long real64(String name, long value) throws MediaException {
    return number(name, 64, NumberForm.REAL, value);
  }

  /**
   * Describes the version of a full box.
   *
   * @param value the version
   * @param highest the highest version whose fields are known
   * @return the version
   * @throws MediaException with code UNSUPPORTED beyond that
   */
  public final int version(int value, int highest) throws MediaException {
    int version = u8("version", value);
    if (version > highest) {
      throw unsupported("version " + version + " is not known");
    }
    return version;
  }

  /**
   * Describes the flags of a full box.
   *
   * @param value 24 bits
   * @return the flags
   * @throws MediaException see the class
   */
  public final int flags(int value) throws MediaException {
    return (int) number("flags", 24, NumberForm.BITS, value);
  }

  /**
   * Describes reserved bytes, which are zero. A reader that finds others keeps the box's own bytes.
   *
   * @param bytes how many
   * @throws MediaException see the class
   */
  public final void reserved(int bytes) throws MediaException {
    for (int i = 0; i < bytes; i++) {
      constant(8, 0);
    }
  }

  /**
   * Describes a field that always has the same value. A reader that finds another keeps the box's
   * own bytes.
   *
   * @param bits its width, 8 to 64 in steps of 8
   * @param value the value
   * @throws MediaException see the class
   */
  public abstract void constant(int bits, long value) throws MediaException;

  /**
   * Describes a four-character code.
   *
   * @param name the field's name in the standard
   * @param value the code
   * @return the code
   * @throws MediaException see the class
   */
  public abstract FourCc fourCc(String name, FourCc value) throws MediaException;

  /**
   * Describes a language as three packed letters (ISO 639-2/T), or, at values below 0x400,
   * QuickTime's number of one.
   *
   * @param name the field's name in the standard
   * @param value the 16 bits as stored
   * @return the 16 bits as stored
   * @throws MediaException see the class
   */
  public abstract int language(String name, int value) throws MediaException;

  /**
   * Describes a text in UTF-8 that ends with a zero byte.
   *
   * @param name the field's name in the standard
   * @param value the text, without a zero character
   * @return the text
   * @throws MediaException see the class
   */
  public abstract String text(String name, String value) throws MediaException;

  /**
   * Describes a text in UTF-8 in a field of fixed size whose first byte counts the others used.
   *
   * @param name the field's name in the standard
   * @param bytes the size of the field with the counting byte
   * @param value the text; what is beyond the field is cut
   * @return the text
   * @throws MediaException see the class
   */
  public abstract String countedText(String name, int bytes, String value) throws MediaException;

  /**
   * Describes bytes whose number is known.
   *
   * @param name the field's name in the standard
   * @param size how many
   * @param value the bytes
   * @return the bytes
   * @throws MediaException see the class
   */
  public abstract ByteRange bytes(String name, long size, ByteRange value) throws MediaException;

  /**
   * Describes all bytes up to the end of the box.
   *
   * @param name the field's name
   * @param value the bytes
   * @return the bytes
   * @throws MediaException see the class
   */
  public abstract ByteRange rest(String name, ByteRange value) throws MediaException;

  /**
   * Describes an identifier of 16 bytes.
   *
   * @param name the field's name in the standard
   * @param value the identifier
   * @return the identifier
   * @throws MediaException see the class
   */
  public final UUID uuid(String name, UUID value) throws MediaException {
    long high = number("", 64, NumberForm.UNSIGNED, value.getMostSignificantBits());
    long low = number("", 64, NumberForm.UNSIGNED, value.getLeastSignificantBits());
    UUID uuid = new UUID(high, low);
    showUuid(name, uuid);
    return uuid;
  }

  /**
   * Describes a table whose number of entries is known.
   *
   * @param name the name of its entries
   * @param layout its columns
   * @param count how many entries there are: for a writer the table's own count
   * @param value the table
   * @return the table
   * @throws MediaException see the class
   */
  public abstract Table table(String name, TableLayout layout, long count, Table value)
      throws MediaException;

  /**
   * Describes a table that fills the rest of the box.
   *
   * @param name the name of its entries
   * @param layout its columns
   * @param value the table
   * @return the table
   * @throws MediaException see the class
   */
  public abstract Table tableToEnd(String name, TableLayout layout, Table value)
      throws MediaException;

  /**
   * Describes a short list of items with fields of their own.
   *
   * @param <T> an item
   * @param name the name of its items
   * @param count how many there are: for a writer the list's own size
   * @param value the items
   * @param blank an item to describe the fields of one that is read
   * @param item describes an item
   * @return the items
   * @throws MediaException see the class
   */
  public abstract <T> List<T> list(
      String name, long count, List<T> value, T blank, FieldItem<T> item) throws MediaException;

  /**
   * Describes the boxes inside, which fill the rest of the box.
   *
   * @param kind what their types mean
   * @param value the boxes
   * @return the boxes
   * @throws MediaException see the class
   */
  public abstract List<Box> boxes(ChildKind kind, List<Box> value) throws MediaException;

  /**
   * Tells whether there is a field that may be missing at the end of a box.
   *
   * @param value the value, if the box has it
   * @return for a reader whether bytes are left, for all others whether the box has the value
   */
  public abstract boolean present(Optional<?> value);

  /**
   * Describes a number of entries in 32 bits and a table of as many.
   *
   * @param name the name of its entries
   * @param layout its columns
   * @param value the table
   * @return the table
   * @throws MediaException see the class
   */
  public final Table countedTable(String name, TableLayout layout, Table value)
      throws MediaException {
    return table(name, layout, u32("entry_count", value.count()), value);
  }

  /**
   * Describes a number of boxes in 32 bits and the boxes, which fill the rest of the box. A reader
   * that finds another number of boxes keeps the box's own bytes.
   *
   * @param kind what their types mean
   * @param value the boxes
   * @return the boxes
   * @throws MediaException see the class
   */
  public final List<Box> countedBoxes(ChildKind kind, List<Box> value) throws MediaException {
    long count = boxCount("entry_count", value.size());
    List<Box> boxes = boxes(kind, value);
    checkCount(count);
    return boxes;
  }

  /**
   * Describes a text in UTF-8 with its zero byte, or nothing, at the end of a box.
   *
   * @param name the field's name in the standard
   * @param value the text, if there is one
   * @return the text, if there is one
   * @throws MediaException see the class
   */
  public final Optional<String> optionalText(String name, Optional<String> value)
      throws MediaException {
    return present(value) ? Optional.of(text(name, value.orElse(""))) : Optional.empty();
  }

  /**
   * Describes four-character codes up to the end of the box.
   *
   * @param name the field's name in the standard
   * @param value the codes
   * @return the codes
   * @throws MediaException see the class
   */
  public abstract List<FourCc> fourCcs(String name, List<FourCc> value) throws MediaException;

  /** Describes how many boxes follow. */
  long boxCount(String name, long value) throws MediaException {
    return u32(name, value);
  }

  /** Told by a reader how many boxes were announced. */
  void checkCount(long announced) {}

  /**
   * Makes an exception for a value that can't be, at the place reached.
   *
   * @param message what is wrong
   * @return the exception, to be thrown
   */
  public abstract MediaException malformed(String message);

  /** Describes a number: the ground of all the others. An empty name is not shown. */
  abstract long number(String name, int bits, NumberForm form, long value) throws MediaException;

  /** Called behind the two halves of an identifier. */
  void showUuid(String name, UUID value) throws MediaException {}

  abstract MediaException unsupported(String message);
}
