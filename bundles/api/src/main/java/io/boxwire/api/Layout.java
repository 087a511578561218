package io.boxwire.api;

/** How the bytes of a file are arranged (ISO/IEC 14496-12:2022 6.3, 8.8). */
public enum Layout {
  /** {@code mdat}, then {@code moov}: one pass, small, lost if it is not closed. */
  PROGRESSIVE,
  /** {@code moov} first, then {@code mdat}: plays while it downloads. */
  FAST_START,
  /** Movie fragments: survives being cut, goes to any sink. */
  FRAGMENTED,
  /**
   * Fragmented while it grows, an ordinary progressive file once closed. The default for
   * recordings. Needs a seekable sink.
   */
  HYBRID
}
