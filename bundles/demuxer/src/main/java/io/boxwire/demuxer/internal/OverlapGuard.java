package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/**
 * Refuses samples that are not in the file, and tables that name the same bytes over and over: a
 * few kilobytes of tables could ask for terabytes.
 */
final class OverlapGuard {
  /** How many times its own size a file may be read by one track; sharing bytes is legal. */
  private static final long MOST_PASSES = 16;

  private final Track track;
  private final InputEnd input;
  private long end;
  private long passed;

  OverlapGuard(Track track, InputEnd input) {
    this.track = track;
    this.input = input;
  }

  /** Starts counting anew. */
  void restart() {
    passed = 0;
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
    if (size > Integer.MAX_VALUE - 16) {
      throw MediaException.of(
          Code.LIMIT_EXCEEDED,
          String.format("sample %d of track %d has %d bytes", index, track.id(), size));
    }
    passed += size;
    if (passed / MOST_PASSES > end) {
      throw MediaException.of(
          Code.MALFORMED,
          String.format("the samples of track %d name the same bytes over and over", track.id()));
    }
  }
}
