package io.boxwire.demuxer.internal;

/** What came of looking for the next sample of a track. */
enum Step {
  /** There is one. */
  SAMPLE,
  /** There is none where it was looked for; there may be one further on. */
  PENDING,
  /** There is none any more. */
  END
}
