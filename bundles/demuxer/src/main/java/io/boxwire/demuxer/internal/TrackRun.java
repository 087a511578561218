package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableWindow;
import io.boxwire.box.TrackRunBox;

/**
 * A track run (ISO/IEC 14496-12:2022 8.8.8) with the values that its samples take from elsewhere.
 * Safe for use by any number of threads, as its table is in memory.
 */
final class TrackRun {
  private static final int ABSENT = -1;

  private final TrackRunBox box;
  private final TableWindow samples;
  private final Defaults defaults;
  private final long offset;
  private final int durationColumn;
  private final int sizeColumn;
  private final int flagsColumn;
  private final int compositionColumn;

  /**
   * What samples have for which the run says nothing.
   *
   * @param duration in ticks
   * @param size in bytes
   * @param flags as in {@link io.boxwire.box.SampleFlags}
   */
  record Defaults(long duration, long size, long flags) {}

  /**
   * Makes a run.
   *
   * @param box the box, in memory
   * @param defaults for what it leaves out
   * @param offset where its first sample lies in the file
   */
  TrackRun(TrackRunBox box, Defaults defaults, long offset) throws MediaException {
    this.box = box;
    this.samples = box.samples().window();
    this.defaults = defaults;
    this.offset = offset;
    int column = 0;
    durationColumn = box.has(TrackRunBox.SAMPLE_DURATION) ? column++ : ABSENT;
    sizeColumn = box.has(TrackRunBox.SAMPLE_SIZE) ? column++ : ABSENT;
    flagsColumn = box.has(TrackRunBox.SAMPLE_FLAGS) ? column++ : ABSENT;
    compositionColumn = box.has(TrackRunBox.SAMPLE_COMPOSITION_OFFSET) ? column : ABSENT;
  }

  long count() {
    return samples.count();
  }

  /** Where the first sample lies in the file. */
  long offset() {
    return offset;
  }

  long duration(long sample) throws MediaException {
    return durationColumn == ABSENT ? defaults.duration : samples.value(sample, durationColumn);
  }

  long size(long sample) throws MediaException {
    return sizeColumn == ABSENT ? defaults.size : samples.value(sample, sizeColumn);
  }

  long flags(long sample) throws MediaException {
    if (sample == 0 && box.has(TrackRunBox.FIRST_SAMPLE_FLAGS)) {
      return box.firstSampleFlags();
    }
    return flagsColumn == ABSENT ? defaults.flags : samples.value(sample, flagsColumn);
  }

  long compositionOffset(long sample) throws MediaException {
    if (compositionColumn == ABSENT) {
      return 0;
    }
    long offset = samples.value(sample, compositionColumn);
    // Many writers store negative offsets in version 0, where they would be absurdly large.
    return (int) offset;
  }

  long totalDuration() throws MediaException {
    if (durationColumn == ABSENT) {
      return Ticks.multiplyCapped(count(), defaults.duration);
    }
    return sum(durationColumn);
  }

  long totalSize() throws MediaException {
    return sizeColumn == ABSENT ? Ticks.multiplyCapped(count(), defaults.size) : sum(sizeColumn);
  }

  private long sum(int column) throws MediaException {
    long sum = 0;
    for (long i = 0; i < samples.count(); i++) {
      sum += samples.value(i, column);
    }
    return sum;
  }
}
