package io.boxwire.device.k230.internal.kdmp4;

/** Why a call can't be done: the code that it returns, and the message that goes with it. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the call returns. */
  private final ReturnCode code;

  /**
   * Makes a refusal.
   *
   * @param code what the call returns
   * @param message one sentence without a full stop
   */
  Refusal(ReturnCode code, String message) {
    super(message);
    this.code = code;
  }

  ReturnCode code() {
    return code;
  }
}
