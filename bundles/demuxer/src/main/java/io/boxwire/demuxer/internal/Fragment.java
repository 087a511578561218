package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;

/**
 * A movie fragment (ISO/IEC 14496-12:2022 8.8.4). Immutable.
 *
 * @param position where its {@code moof} starts
 * @param end where the next box of the file starts
 * @param tracks what it has for the tracks, in file order
 * @param problem what is wrong with it, if it can't be used
 */
record Fragment(
    long position, long end, List<TrackFragment> tracks, Optional<MediaException> problem) {

  /** Tells whether the fragment has samples of a track and says when they are decoded. */
  boolean tellsTime(Track track) {
    return tracks.stream()
        .filter(part -> part.track().id() == track.id())
        .findFirst()
        .map(part -> part.decodeTime().isPresent())
        .orElse(false);
  }
}
