package io.boxwire.muxer.internal;

import java.util.List;

/** Chooses the track that fragments and indexes go by. */
final class Leads {
  private Leads() {}

  /** The first video track, or else the first track. */
  static Track of(List<Track> tracks) {
    for (Track track : tracks) {
      if (track.video()) {
        return track;
      }
    }
    return tracks.isEmpty() ? null : tracks.get(0);
  }
}
