package io.boxwire.recorder.internal.configured;

import java.time.Duration;
import java.time.Instant;

/** Knows what time it is, and on which threads work is done. */
public interface Schedule {
  /**
   * What time it is.
   *
   * @return a time of the system's clock
   */
  Instant now();

  /**
   * Runs something later. It has to be quick: one thread does it for all.
   *
   * @param pause until when
   * @param work what to run
   * @return cancels it, if it has not begun
   */
  Runnable after(Duration pause, Runnable work);

  /**
   * Runs something that may take its time, now.
   *
   * @param name what it is about
   * @param work what to run
   */
  void run(String name, Runnable work);
}
