package io.boxwire.demuxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** Makes frames of the samples of one track. For one thread. */
final class TrackReader {
  private final Track track;
  private final int slot;
  private final TrackCursor cursor;
  private final EditTimeline timeline;
  private final TrackCodec codec;
  private final Container container;
  private final PayloadReader payloads;
  private boolean ended;

  /**
   * Makes a reader.
   *
   * @param track the track
   * @param slot its number among the tracks that are read, from 0
   * @param container what it lies in
   * @param faults shared by the tracks that are read together
   * @param codec turns samples into payloads
   * @param payloads reads samples
   */
  TrackReader(
      Track track,
      int slot,
      Container container,
      Faults faults,
      TrackCodec codec,
      PayloadReader payloads) {
    this.track = track;
    this.slot = slot;
    this.container = container;
    this.cursor = new TrackCursor(track, container, faults);
    this.timeline =
        EditTimeline.of(track.edits(), container.movie().timescale(), track.timescale());
    this.codec = codec;
    this.payloads = payloads;
  }

  Track track() {
    return track;
  }

  TrackCodec codec() {
    return codec;
  }

  EditTimeline timeline() {
    return timeline;
  }

  Sample sample() {
    return cursor.sample();
  }

  /** Goes to the next sample; see {@link TrackCursor#advance}. */
  Step advance(int most) throws MediaException {
    return ended ? Step.END : cursor.advance(most);
  }

  /** When the current sample is decoded on the movie's timeline. */
  long due() {
    return sample().decodeTime + timeline.delay();
  }

  /** Its number among the tracks that are read, from 0. */
  int slot() {
    return slot;
  }

  /** Goes to a random access point; see {@link TrackCursor#seek}. */
  boolean seek(long compositionTime) throws MediaException {
    return !ended && cursor.seek(compositionTime);
  }

  /**
   * Makes a frame of the current sample.
   *
   * @throws MediaException if the sample can't be read or is broken
   */
  Frame frame() throws MediaException {
    Sample sample = sample();
    Frame.Builder frame = Frames.begin(track, sample, timeline);
    boolean handled;
    try {
      External.check(track, sample);
      handled = codec.handles(sample.description);
    } catch (MediaException e) {
      // So it is with all its samples: one exception tells of them.
      ended = e.code() != MediaException.Code.CODEC_GONE;
      throw e;
    }
    Optional<FileChannel> file = container.input().file();
    if (!handled) {
      frame.descriptionIndex(sample.description);
      if (file.isPresent()) {
        return frame
            .region(new FileRegion(file.get(), sample.offset, sample.size))
            .lent(container.input())
            .build();
      }
    }
    PayloadReader.Piece piece = payloads.read(slot, sample.offset, sample.size);
    frame.lent(piece.window());
    if (handled) {
      Pieces pieces = new Pieces();
      codec.depacketize(sample.description, piece.bytes(), sample.randomAccess, pieces);
      return frame.slices(pieces.list()).build();
    }
    return frame.payload(piece.bytes()).build();
  }
}
