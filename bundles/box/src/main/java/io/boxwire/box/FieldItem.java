package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * Describes the fields of one item of a list in a box.
 *
 * @param <T> an item
 */
@FunctionalInterface
public interface FieldItem<T> {

  /**
   * Describes the fields of an item.
   *
   * @param item the item as it is
   * @return an item of the values that came back
   * @throws MediaException as the fields do
   */
  T fields(T item) throws MediaException;
}
