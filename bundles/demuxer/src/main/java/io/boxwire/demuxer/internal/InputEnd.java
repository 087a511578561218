package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;

/** Knows where an input ends. */
@FunctionalInterface
interface InputEnd {
  /** An input that comes as a stream. */
  InputEnd UNKNOWN = () -> Long.MAX_VALUE;

  /** The position behind the last byte, or the largest long as long as nobody knows. */
  long end() throws MediaException;
}
