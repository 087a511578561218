package io.boxwire.runtime.internal;

import java.util.Optional;

/** Where the command lines of an interactive shell come from. Used by one thread. */
interface Lines extends AutoCloseable {
  /**
   * Waits for the next.
   *
   * @return a line; empty at the end of the input
   * @throws InterruptedException if the thread was interrupted
   */
  Optional<String> next() throws InterruptedException;

  @Override
  void close();
}
