package io.boxwire.shell.internal;

/** Wrong usage: the arguments are at fault, and nothing was touched. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message one sentence that names the argument, without a full stop
   */
  UsageException(String message) {
    super(message);
  }
}
