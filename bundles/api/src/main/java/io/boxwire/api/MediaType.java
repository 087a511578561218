package io.boxwire.api;

/** The kind of a track. */
public enum MediaType {
  /** Pictures; handler {@code vide}. */
  VIDEO,
  /** Sound; handler {@code soun}. */
  AUDIO,
  /** Anything else: subtitles, timed metadata, hints. Such tracks are listed and copied only. */
  OTHER
}
