package io.boxwire.demuxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;

/** How far a track of a stream has come, and what makes frames of its samples. For one thread. */
final class StreamTrack {
  private final Track track;
  private final EditTimeline timeline;
  private final TrackCodec codec;
  private long time;
  private long index;
  private boolean broken;

  StreamTrack(Track track, int movieTimescale, TrackCodec codec) throws MediaException {
    this.track = track;
    this.timeline = EditTimeline.of(track.edits(), movieTimescale, track.timescale());
    this.codec = codec;
    this.time = track.tables().endTime();
    this.index = track.tables().count();
  }

  Track track() {
    return track;
  }

  TrackCodec codec() {
    return codec;
  }

  /** Begins a part of a fragment. */
  RunWalk begin(TrackFragment part) throws MediaException {
    long start = part.decodeTime().orElse(time);
    RunWalk walk = new RunWalk(part, start, index, new OverlapGuard(track, InputEnd.UNKNOWN));
    time = Math.min(start + part.duration(), Ticks.LIMIT);
    index += part.count();
    return walk;
  }

  /** Tells whether frames can be made of the track's samples at all. */
  boolean usable() {
    return !broken;
  }

  /** Finds out whether samples are to be turned into another form. */
  boolean handles(Sample sample) throws MediaException {
    try {
      External.check(track, sample);
      return codec.handles(sample.description);
    } catch (MediaException e) {
      broken = e.code() != MediaException.Code.CODEC_GONE;
      throw e;
    }
  }

  /** Makes a frame of a sample. */
  Frame frame(Sample sample, PayloadReader.Piece piece) throws MediaException {
    Frame.Builder frame = Frames.begin(track, sample, timeline).lent(piece.window());
    if (!handles(sample)) {
      return frame.descriptionIndex(sample.description).payload(piece.bytes()).build();
    }
    Pieces pieces = new Pieces();
    codec.depacketize(sample.description, piece.bytes(), sample.randomAccess, pieces);
    return frame.slices(pieces.list()).build();
  }
}
