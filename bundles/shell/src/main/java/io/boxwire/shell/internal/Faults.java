package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;

/**
 * What is wrong with an input that can nevertheless be read on. Each fault is told; one that
 * nothing can follow, or one too many, ends the work.
 */
final class Faults {
  private static final int MOST = 1000;

  private final Invocation invocation;
  private int count;

  Faults(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Takes a fault.
   *
   * @throws MediaException the fault itself, if reading on makes no sense
   */
  void add(MediaException fault) throws MediaException {
    boolean inTheMedia =
        switch (fault.code()) {
          case MALFORMED, TRUNCATED, UNSUPPORTED, LIMIT_EXCEEDED -> true;
          default -> false;
        };
    if (!inTheMedia || ++count > MOST) {
      throw fault;
    }
    invocation.error("", fault);
  }
}
