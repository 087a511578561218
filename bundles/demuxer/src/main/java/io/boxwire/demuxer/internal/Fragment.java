package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A movie fragment (ISO/IEC 14496-12:2022 8.8.4). Immutable.
 *
 * @param position where its {@code moof} starts
 * @param end where the next box of the file starts
 * @param tracks what it has for the tracks, in file order
 * @param byTrack the same by track ID: a fragment may have thousands of parts for as many tracks
 * @param problem what is wrong with it, if it can't be used
 */
record Fragment(
    long position,
    long end,
    List<TrackFragment> tracks,
    Map<Integer, List<TrackFragment>> byTrack,
    Optional<MediaException> problem) {
  /** What a run of samples takes in memory beside its table, which is part of the box. */
  private static final long RUN_COST = 512;

  /** A fragment that can be used. */
  static Fragment of(BoxHeader moof, List<TrackFragment> parts) {
    if (parts.size() == 1) {
      TrackFragment only = parts.get(0);
      Map<Integer, List<TrackFragment>> single = Map.of(only.track().id(), parts);
      return new Fragment(moof.position(), moof.end(), parts, single, Optional.empty());
    }
    Map<Integer, List<TrackFragment>> byTrack = new HashMap<>();
    for (TrackFragment part : parts) {
      byTrack.computeIfAbsent(part.track().id(), id -> new ArrayList<>()).add(part);
    }
    return new Fragment(moof.position(), moof.end(), List.copyOf(parts), byTrack, Optional.empty());
  }

  /** A fragment that can't be used. */
  static Fragment broken(BoxHeader moof, MediaException problem) {
    return new Fragment(moof.position(), moof.end(), List.of(), Map.of(), Optional.of(problem));
  }

  /** What it has for a track, in file order. */
  List<TrackFragment> of(Track track) {
    return byTrack.getOrDefault(track.id(), List.of());
  }

  /** Tells whether the fragment has samples of a track and says when they are decoded. */
  boolean tellsTime(Track track) {
    List<TrackFragment> parts = of(track);
    return !parts.isEmpty() && parts.get(0).decodeTime().isPresent();
  }

  /** How many parts it has. */
  int parts() {
    return tracks.size();
  }

  /** About how many bytes it takes in memory. */
  long cost() {
    long runs = 0;
    for (TrackFragment part : tracks) {
      runs += 1 + part.runs().size();
    }
    return end - position + runs * RUN_COST;
  }
}
