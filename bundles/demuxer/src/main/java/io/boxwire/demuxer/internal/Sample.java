package io.boxwire.demuxer.internal;

import io.boxwire.api.RandomAccess;

/**
 * What the tables say of one sample. A single object is filled anew for each sample of a track, so
 * that walking a track allocates nothing.
 */
final class Sample {
  /** The number of the sample in its track, from 0; of a run, the number of its first. */
  long index;

  /** Ticks of the media timeline. */
  long decodeTime;

  /** Ticks of the media timeline. */
  long compositionTime;

  /** Ticks. */
  long duration;

  /** Where the first byte lies in the file. */
  long offset;

  /** Bytes. */
  int size;

  /** The sample entry, from 1. */
  int description;

  RandomAccess randomAccess = RandomAccess.NONE;

  /** Of a recovery point: after how many samples decoding is right; else 0. */
  int rollDistance;
}
