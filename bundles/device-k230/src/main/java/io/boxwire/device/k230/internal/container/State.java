package io.boxwire.device.k230.internal.container;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/** Where a container stands, and which calls are in order there. */
enum State {
  /** Nothing is open. */
  EMPTY(Call.CREATE, "the container is not created: call create first"),
  /** Device or file are open. */
  CREATED(Call.START, "the container is created, not started: call start, or destroy"),
  /** Frames can be made. */
  STARTED(Call.PROCESS, "the container is started: call process or stop, or destroy"),
  /** Device and file are closed. */
  STOPPED(Call.DESTROY, "the container is stopped: call destroy, and create for another file"),
  /** The same, because the module went. */
  GONE(Call.DESTROY, "the K230 module was stopped");

  /** The calls, in their order. */
  enum Call {
    CREATE,
    START,
    PROCESS,
    STOP,
    DESTROY
  }

  private final Call next;
  private final String message;

  State(Call next, String message) {
    this.next = next;
    this.message = message;
  }

  /**
   * Refuses a call that is out of order.
   *
   * @throws IllegalStateException if it is, and says which call is to be made
   * @throws MediaException {@code SERVICE_GONE} if the module has gone
   */
  void require(Call call) throws MediaException {
    if (this == GONE) {
      throw gone();
    }
    boolean allowed = call == next || this == STARTED && call == Call.STOP;
    if (!allowed) {
      throw new IllegalStateException(message);
    }
  }

  /** What calls throw when the module has gone. */
  static MediaException gone() {
    return MediaException.of(Code.SERVICE_GONE, GONE.message);
  }
}
