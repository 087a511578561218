package io.boxwire.api;

/** How the payload of a frame is delimited. */
public enum PayloadForm {
  /**
   * The codec's own stream form: for video a byte stream with 3- or 4-byte start codes (H.264 annex
   * B, H.265 annex B), for audio the bytes of the block.
   */
  STREAM,
  /** Video NAL units each behind a 4-byte big-endian length; for audio the same as STREAM. */
  LENGTH_PREFIXED,
  /** The sample's bytes exactly as they lie in the file; no codec plugin is asked. */
  STORED
}
