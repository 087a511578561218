package io.boxwire.demuxer.internal;

import java.util.List;
import java.util.OptionalLong;

/**
 * The samples of a track in one movie fragment (ISO/IEC 14496-12:2022 8.8.6). Immutable; its tables
 * are in memory.
 *
 * @param track the track
 * @param decodeTime of the first sample, if {@code tfdt} says
 * @param description the sample entry, from 1
 * @param runs the runs of samples, in order
 * @param groups random access points that are no sync samples
 */
record TrackFragment(
    Track track,
    OptionalLong decodeTime,
    int description,
    List<TrackRun> runs,
    SampleGroups groups) {

  /** How many samples there are. */
  long count() {
    long sum = 0;
    for (TrackRun run : runs) {
      sum += run.count();
    }
    return sum;
  }

  /** How long the samples last together, in ticks. */
  long duration() {
    long sum = 0;
    for (TrackRun run : runs) {
      sum = Ticks.addCapped(sum, run.totalDuration());
    }
    return Math.min(sum, Ticks.LIMIT);
  }

  /** Where the last of the samples ends in the file. */
  long reach() {
    long reach = 0;
    for (TrackRun run : runs) {
      reach = Math.max(reach, Ticks.addCapped(run.offset(), run.totalSize()));
    }
    return reach;
  }

  /** How many bytes the samples take together. */
  long bytes() {
    long sum = 0;
    for (TrackRun run : runs) {
      sum = Ticks.addCapped(sum, run.totalSize());
    }
    return sum;
  }
}
