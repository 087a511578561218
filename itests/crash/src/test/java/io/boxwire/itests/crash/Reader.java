package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.file.Path;

/** Reads files: ours, or somebody else's as a judge. */
interface Reader {
  /** What it is called in reports. */
  String name();

  /**
   * Reads a file to where it can.
   *
   * @return what it made of it; {@linkplain Reading#refused refused} if it did not open it
   * @throws IOException if the test can't go on
   */
  Reading read(Path file) throws IOException;
}
