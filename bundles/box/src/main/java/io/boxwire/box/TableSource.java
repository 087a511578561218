package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What fills a table while it is written: a loop over the caller's own arrays, without objects in
 * between.
 *
 * <pre>{@code
 * Table.generated(SampleSizeBox.LAYOUT, sizes.length, out -> {
 *   for (int size : sizes) {
 *     out.entry(size);
 *   }
 * });
 * }</pre>
 */
@FunctionalInterface
public interface TableSource {

  /**
   * Writes all entries, in order. May be called more than once and gives the same ones each time.
   *
   * @param out takes the entries
   * @throws MediaException if an entry does not fit, or the output fails
   */
  void emit(TableSink out) throws MediaException;
}
