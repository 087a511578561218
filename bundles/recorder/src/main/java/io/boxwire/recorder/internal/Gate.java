package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;

/**
 * Stands in front of the file and says when a frame may be written, and whether at all. The writing
 * thread brings each frame, and says what became of those that passed.
 */
interface Gate {
  /** Lets every frame pass at once. */
  Gate FREE = frame -> true;

  /** What becomes of a frame. */
  enum Answer {
    /** It is asked for. */
    NOW,
    /** It is to be brought again; there may be something else to do. */
    LATER,
    /** It is to be left out. */
    NEVER
  }

  /**
   * Waits until a frame is asked for.
   *
   * @param frame the frame
   * @param deadline how long at most, on the clock of {@link System#nanoTime()}
   */
  default Answer await(Frame frame, long deadline) throws InterruptedException {
    return Answer.NOW;
  }

  /** Whether frames are written only if somebody asks for them. */
  default boolean asked() {
    return false;
  }

  /** Whether the frame that was asked for last still is. */
  default boolean wanted() {
    return true;
  }

  /**
   * Lets a frame pass, without waiting.
   *
   * @return false if it is not asked for any more
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

  /** Is told that a frame that passed is not written: it was refused, or is brought again. */
  default void refused(Frame frame) {}

  /** Ends a wait for a frame to be asked for: the writing thread has something else to do. */
  default void wake() {}

  /** Keeps nobody waiting any more: the recording is to end. */
  default void close() {}

  /** Is told that no further frame comes. */
  default void end() {}

  /** Whether frames may have to wait here. */
  default boolean waits() {
    return false;
  }
}
