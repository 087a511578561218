package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/**
 * Refuses samples that are not in the file, and tables that name the same bytes over and over: a
 * few kilobytes of tables could ask for terabytes.
 */
final class OverlapGuard {
  /** How many times its own size a file may be read by one track; sharing bytes is legal. */
  static final long MOST_PASSES = 16;

  /** How many samples may take no byte at all, beside two for each byte of the file. */
  static final long MOST_EMPTY = 65_536;

  /** How many bytes a sample may have. */
  static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final Track track;
  private final InputEnd input;
  private long end;
  private long passed;
  private long empty;

  OverlapGuard(Track track, InputEnd input) {
    this.track = track;
    this.input = input;
  }

  /** Starts counting anew. */
  void restart() {
    passed = 0;
    empty = 0;
  }

  /** Checks a sample, or a run of them, before it is given out. */
  void check(long index, long offset, long size) throws MediaException {
    if (offset < 0) {
      throw MediaException.of(
          Code.MALFORMED,
          String.format("sample %d of track %d lies before the file", index, track.id()));
    }
    if (size > end - offset && size > 0) {
      // The file may have grown since it was last asked.
      end = input.end();
      if (size > end - offset) {
        throw MediaException.of(
            Code.TRUNCATED,
            String.format(
                "sample %d of track %d takes %d bytes at offset %d, but the file ends at %d",
                index, track.id(), size, offset, end));
      }
    }
    if (size > MOST_BYTES) {
      throw MediaException.of(
          Code.LIMIT_EXCEEDED,
          String.format("sample %d of track %d has %d bytes", index, track.id(), size));
    }
    if (size == 0) {
      checkEmpty();
    }
    passed += size;
    if (passed / MOST_PASSES > end) {
      throw MediaException.of(
          Code.MALFORMED,
          String.format("the samples of track %d name the same bytes over and over", track.id()));
    }
  }

  /** A table of sizes takes half a byte for each at least; a few bytes may claim billions. */
  private void checkEmpty() throws MediaException {
    if (++empty <= MOST_EMPTY) {
      return;
    }
    if (empty - MOST_EMPTY > 2 * end) {
      end = Math.min(input.end(), Long.MAX_VALUE / 4);
    }
    if (empty - MOST_EMPTY > 2 * end) {
      throw MediaException.of(
          Code.MALFORMED, String.format("track %d has samples without end", track.id()));
    }
  }
}
