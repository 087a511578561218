package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import java.util.Optional;

/**
 * Lets go of things one after another, whichever of the steps fail. Not safe for use by several
 * threads.
 */
final class Cleanup {
  private Optional<MediaException> failure = Optional.empty();

  /** A step that may fail. */
  @FunctionalInterface
  interface Step {
    /** Takes the step. */
    void run() throws MediaException;
  }

  /** Takes a step and remembers its failure; those after the first are suppressed in the first. */
  Cleanup then(Step step) {
    try {
      step.run();
    } catch (MediaException e) {
      failure.ifPresentOrElse(first -> first.addSuppressed(e), () -> failure = Optional.of(e));
    }
    return this;
  }

  /** Throws the first failure, if there was one. */
  void finish() throws MediaException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Suppresses the failures in the one that made the cleanup necessary.
   *
   * @return that one, to be thrown
   */
  MediaException finishAfter(MediaException reason) {
    failure.ifPresent(reason::addSuppressed);
    return reason;
  }
}
