package io.boxwire.recorder.internal;

/** Work that goes on for long, most of it waiting, and needs a thread only in between. */
interface Turns {
  /**
   * Does what there is to do now. Called by one thread at a time, each of which sees what those
   * before it did; throws nothing.
   *
   * @param wake gives another turn as soon as may be; from any thread, under any lock, as often as
   *     one likes
   * @return false if all is done
   */
  boolean turn(Runnable wake);

  /**
   * When another turn is wanted though nobody wakes it; asked after each.
   *
   * @return on the clock of {@link System#nanoTime}; {@link Writers#NEVER} if not at all
   */
  long until();
}
