package io.boxwire.itests.swaps.load;

import io.boxwire.api.MediaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A recording that is fed with a {@link Film}. */
interface Run {
  /** Feeds it with nothing more. Returns at once. */
  void end();

  /**
   * Waits until it has ended.
   *
   * @return what it failed with, if it failed
   */
  Optional<MediaException> await() throws InterruptedException;

  /** What was written, in order. */
  List<Path> files();

  /** Which frames it was fed with. */
  Feed feed();
}
