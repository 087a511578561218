package io.boxwire.itests.crash;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.TrackFormat;
import io.boxwire.itests.swaps.load.Film;

/** Offers the frames of a film to a muxer, in the order in which a camera would have them. */
final class Offering {
  private final Film film;
  private final Muxer muxer;
  private final long from;
  private final int[] offered = new int[Film.AUDIO + 1];

  /**
   * Declares the tracks.
   *
   * @param from which frame of each track is the first; at time 0
   */
  Offering(Film film, Muxer muxer, long from) throws MediaException {
    this.film = film;
    this.muxer = muxer;
    this.from = from;
    for (TrackFormat format : film.tracks()) {
      muxer.addTrack(format);
    }
  }

  /** The track whose frame is next. */
  int nextTrack() {
    long video = Film.due(Film.VIDEO, offered[Film.VIDEO]);
    return video <= Film.due(Film.AUDIO, offered[Film.AUDIO]) ? Film.VIDEO : Film.AUDIO;
  }

  /** When the next frame is complete, in nanoseconds from the beginning. */
  long due() {
    return Film.due(nextTrack(), offered[nextTrack()]);
  }

  /** Offers the next frame. */
  void next() throws MediaException, InterruptedException {
    muxer.write(frame());
    offered[nextTrack()]++;
  }

  /** Offers the next frame, whose memory is handed over; it stays the owner's if that fails. */
  void next(PayloadOwner owner) throws MediaException, InterruptedException {
    muxer.write(frame().toBuilder().transferred(owner).build());
    offered[nextTrack()]++;
  }

  private Frame frame() {
    int track = nextTrack();
    Frame frame = film.frame(track, from + offered[track]);
    if (from > 0) {
      long begin = film.frame(track, from).decodeTime();
      frame =
          frame.toBuilder()
              .times(frame.decodeTime() - begin, frame.compositionTime() - begin)
              .build();
    }
    return frame;
  }

  /** Offers so many pictures and the sound that comes with them. */
  Offering pictures(int count) throws MediaException, InterruptedException {
    while (offered[Film.VIDEO] < count) {
      next();
    }
    return this;
  }

  /** How many frames of a track were taken. */
  int offered(int track) {
    return offered[track];
  }
}
