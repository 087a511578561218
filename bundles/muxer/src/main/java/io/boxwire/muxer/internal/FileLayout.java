package io.boxwire.muxer.internal;

import java.io.IOException;

/**
 * How samples are arranged in a file. Gets them in the order in which they are to be stored and
 * owns them from then on. One thread at a time.
 */
interface FileLayout {
  /**
   * Takes a sample; it is released when its bytes are written.
   *
   * @param sample the sample, with its duration
   * @throws IOException if the output failed; {@link #fail} comes next, and the caller releases the
   *     sample
   */
  void add(Sample sample) throws IOException;

  /** Nothing more is at hand at the moment: writes what has waited for long. */
  void idle() throws IOException;

  /**
   * The output failed: releases what can't be written and makes the file end with a whole sample or
   * fragment, where it can.
   */
  void fail();

  /** Completes the file with the samples that are in it. */
  void finish() throws IOException;
}
