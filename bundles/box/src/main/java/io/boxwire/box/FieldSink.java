package io.boxwire.box;

import io.boxwire.api.MediaException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what a dump shows of a box: names and values of its fields, in their order, without the
 * boxes inside. How many bytes and entries are shown is up to the sink, which reads of them what it
 * wants.
 */
@ConsumerType
public interface FieldSink {

  /**
   * Takes a whole number.
   *
   * @param name the name that the standard gives the field
   * @param value the number
   * @throws MediaException if the sink fails
   */
  void number(String name, long value) throws MediaException;

  /**
   * Takes a set of bits.
   *
   * @param name the name that the standard gives the field
   * @param bits the width of the field
   * @param value the bits
   * @throws MediaException if the sink fails
   */
  void bits(String name, int bits, long value) throws MediaException;

  /**
   * Takes a number with a fraction.
   *
   * @param name the name that the standard gives the field
   * @param value the number
   * @throws MediaException if the sink fails
   */
  void real(String name, double value) throws MediaException;

  /**
   * Takes a text, a four-character code, a language, an identifier.
   *
   * @param name the name that the standard gives the field
   * @param value the text, as it is in the file: it may hold any character
   * @throws MediaException if the sink fails
   */
  void text(String name, String value) throws MediaException;

  /**
   * Takes bytes.
   *
   * @param name the name that the standard gives the field
   * @param value the bytes; there may be gigabytes
   * @throws MediaException if the sink fails
   */
  void bytes(String name, ByteRange value) throws MediaException;

  /**
   * Takes a table.
   *
   * @param name the name of the entries
   * @param value the table; there may be millions of entries
   * @throws MediaException if the sink fails
   */
  void table(String name, Table value) throws MediaException;

  /**
   * Starts an item of a list, whose fields come next.
   *
   * @param name the name of the items
   * @param index of the item, from 0
   * @throws MediaException if the sink fails
   */
  void beginItem(String name, int index) throws MediaException;

  /**
   * Ends the item.
   *
   * @throws MediaException if the sink fails
   */
  void endItem() throws MediaException;

  /**
   * Shows a box that was read. What the file says of it more truly, how many boxes it announces and
   * where a malformed one breaks, shows {@link BoxWalker#enter(FieldSink)}.
   *
   * @param box the box; the boxes inside are left out
   * @throws MediaException if the sink fails, or the file in which parts of the box lie
   */
  default void describe(Box box) throws MediaException {
    FieldDescriber.describe(box, this);
  }
}
