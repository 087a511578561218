package io.boxwire.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A recording in progress, or one that has ended. Its methods are called from any thread. */
@ProviderType
public interface Recording {
  /** Where a recording stands. */
  enum State {
    /** Device and file are open; nothing is captured yet. */
    OPEN,
    /** Frames are captured and written. */
    RUNNING,
    /**
     * A part is missing, such as the muxer while its bundle is updated. Frames are captured and
     * kept, as far as memory is allowed for it, until it comes or is waited for in vain.
     */
    WAITING,
    /** No more frames are captured; those in the queue are written and the file is closed. */
    STOPPING,
    /** The files are closed and all is well. */
    ENDED,
    /** It ended by an error, which {@link Recording#await()} throws. */
    FAILED
  }

  /**
   * Where the recording stands.
   *
   * @return the state
   */
  State state();

  /** Asks it to end: what was captured is written and the file closed. Returns at once. */
  void stop();

  /**
   * Waits for the end.
   *
   * @throws MediaException what ended the recording, if it failed; all files are closed, and as
   *     playable as their layout allows
   * @throws InterruptedException if interrupted while it waits; the recording goes on
   */
  void await() throws MediaException, InterruptedException;

  /**
   * Waits for the end, but not longer than given.
   *
   * @param timeout how long at most
   * @return true if the recording has ended
   * @throws MediaException what ended the recording, if it failed
   * @throws InterruptedException if interrupted while it waits; the recording goes on
   */
  boolean await(Duration timeout) throws MediaException, InterruptedException;

  /**
   * How far the recording has come.
   *
   * @return a snapshot
   */
  RecordingStatistics statistics();

  /**
   * The files written so far.
   *
   * @return in the order they were begun; the last may still grow
   */
  List<Path> files();
}
