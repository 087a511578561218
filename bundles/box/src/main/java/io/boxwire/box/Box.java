package io.boxwire.box;

import io.boxwire.api.MediaException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A box: a type and the fields that the standard gives it. Immutable.
 *
 * <p>{@link #fields} is the one description of them. Run by a reader it gives a box of what is in
 * the file, by a writer it puts the box there, by a dump it names and shows what is in it.
 */
@ConsumerType
public interface Box {

  /**
   * Tells the type of the box.
   *
   * @return the type, {@code uuid} for one with a type of 16 bytes
   */
  FourCc type();

  /**
   * Describes the fields, in the order in which they lie behind the box header: each is handed over
   * with the value this box has and comes back with the value the new box gets.
   *
   * @param f reads, writes, measures or shows
   * @return a box of the values that came back
   * @throws MediaException if a field is malformed, does not fit, or the storage fails
   */
  Box fields(Fields f) throws MediaException;

  /**
   * Tells how many bytes the box takes when written, its header included.
   *
   * @return the size in bytes
   */
  default long size() {
    return FieldSizer.size(this);
  }

  /**
   * Looks through the shell around a box whose bytes could not be told from its fields.
   *
   * @return the box itself, or for an {@link OriginalBox} the one inside
   */
  default Box content() {
    return this;
  }
}
