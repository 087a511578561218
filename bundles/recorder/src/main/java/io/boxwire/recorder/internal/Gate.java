package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;

/**
 * Stands in front of the file and says when a frame may be written, and whether at all. The writing
 * thread brings each frame, and says what became of those that passed.
 */
interface Gate {
  /** Lets every frame pass at once. */
  Gate FREE = frame -> true;

  /**
   * Waits until a frame may be written.
   *
   * @return false if it is to be left out
   */
  boolean pass(Frame frame);

  /** Whether a frame may be written at once, because of what is in the file already. */
  default boolean covers(Frame frame) {
    return true;
  }

  /** Is told that a frame is in the file, before any other that it covers. */
  default void reached(Frame frame) {}

  /** Is told that a frame that passed is in the file, with all that it covers. */
  default void written(Frame frame) {}

  /** Is told that the muxer refused a frame that passed. */
  default void refused(Frame frame) {}

  /** Keeps nobody waiting any more: the recording is to end. */
  default void close() {}

  /** Is told that no further frame comes. */
  default void end() {}

  /** Whether frames may have to wait here. */
  default boolean waits() {
    return false;
  }
}
