package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells by the last fragments of a file when its tracks end, without looking at the others. */
final class LastFragments {
  /** How many fragments are looked at; where more follow a listed one, all of the file are. */
  private static final int MOST = 512;

  private LastFragments() {}

  /**
   * Looks at the fragments from one on that somebody names, who may be wrong.
   *
   * @param fragments finds them
   * @param place where it is said to start
   * @return by track ID, the decode time behind the last sample; empty if no fragment starts there,
   *     one can't be used, or they don't say when they are decoded
   * @throws MediaException if the storage fails
   */
  static Optional<Map<Integer, Long>> ends(Fragments fragments, long place) throws MediaException {
    Map<Integer, Long> ends = new HashMap<>();
    Optional<Fragment> next = fragments.at(place);
    for (int i = 0; next.isPresent(); i++) {
      Fragment fragment = next.get();
      if (i == MOST || fragment.problem().isPresent()) {
        return Optional.empty();
      }
      for (TrackFragment part : fragment.tracks()) {
        int id = part.track().id();
        if (part.decodeTime().isEmpty() && !ends.containsKey(id)) {
          return Optional.empty();
        }
        long time = part.decodeTime().orElseGet(() -> ends.get(id));
        ends.put(id, Math.min(time + part.duration(), Ticks.LIMIT));
      }
      next = fragments.from(fragment.end());
    }
    return Optional.of(ends);
  }
}
