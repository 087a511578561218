package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/**
 * What is wrong with media that can nevertheless be worked on. The first faults are told, and how
 * many there were; one that nothing can follow, or one too many, ends the work.
 */
final class Faults {
  private static final int SHOWN = 10;
  private static final int MOST = 1000;

  private final Invocation invocation;
  private int count;

  Faults(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Takes what reading threw.
   *
   * @throws MediaException the fault itself, if reading on makes no sense
   */
  void whileReading(MediaException fault) throws MediaException {
    switch (fault.code()) {
      case MALFORMED, TRUNCATED, UNSUPPORTED, LIMIT_EXCEEDED -> add(fault);
      default -> throw fault;
    }
  }

  /**
   * Takes what writing a frame threw.
   *
   * @throws MediaException the fault itself, if it is not that frame's alone
   */
  void whileWriting(MediaException fault) throws MediaException {
    if (fault.code() != Code.BAD_FRAME) {
      throw fault;
    }
    add(fault);
  }

  private void add(MediaException fault) throws MediaException {
    if (++count > MOST) {
      throw fault;
    }
    if (count <= SHOWN) {
      invocation.error("", fault);
    }
  }

  /**
   * Says how many there were, if not all were told.
   *
   * @return the status of the work
   */
  int conclude() {
    if (count > SHOWN) {
      invocation.error(count + " faults in all");
    }
    return count == 0 ? CommandLine.DONE : CommandLine.FAILED;
  }
}
