package io.boxwire.demuxer.internal;

import io.boxwire.api.Frame;

/** Begins frames with what the tables say of a sample. */
final class Frames {
  private Frames() {}

  static Frame.Builder begin(Track track, Sample sample, EditTimeline timeline) {
    return Frame.on(track.id())
        .times(sample.decodeTime, sample.compositionTime)
        .duration(sample.duration)
        .presentation(timeline.presentation(sample.compositionTime, sample.duration))
        .randomAccess(sample.randomAccess)
        .rollDistance(sample.rollDistance);
  }
}
