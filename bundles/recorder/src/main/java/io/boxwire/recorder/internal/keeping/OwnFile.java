package io.boxwire.recorder.internal.keeping;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/**
 * A file of a recording.
 *
 * @param path where it is
 * @param bytes how large it is
 * @param written when it was last written
 */
record OwnFile(Path path, long bytes, Instant written) {
  /** The oldest first; those of one moment by their names, which mostly tell it as well. */
  static final Comparator<OwnFile> BY_AGE =
      Comparator.comparing(OwnFile::written).thenComparing(OwnFile::path);
}
