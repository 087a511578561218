package io.boxwire.recorder.internal.configured;

/**
 * Takes what configurations ask for; there as long as the recorder is. A service within this bundle
 * alone. Safe for use by any number of threads.
 */
public interface RecordingConfigurations {
  /** Why an entry is removed. */
  enum Removal {
    /** The configuration was deleted: nothing is remembered of its recording. */
    FOR_GOOD,
    /** The recorder goes, or the framework: the recording goes on some time. */
    UNTIL_LATER
  }

  /**
   * Makes room for a configuration.
   *
   * @param pid its PID, unlike all others
   * @return its entry, without a recording
   */
  Entry add(String pid);

  /** What there is for a configuration. Used by one thread at a time. */
  interface Entry {
    /**
     * Makes the recording another. The one there is, is stopped and closed first, unless it is the
     * same.
     *
     * @param plan what is asked for
     */
    void change(RecordingPlan plan);

    /**
     * Lists a recording that can't be, in place of the one there is.
     *
     * @param name what it is called
     * @param reason why it can't be, as one sentence
     */
    void refuse(String name, String reason);

    /**
     * Stops the recording and waits a bounded time until its files are closed.
     *
     * @param removal why
     */
    void remove(Removal removal);
  }
}
