package io.boxwire.itests.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader makes of a file.
 *
 * @param tracks the samples of each track that the reader knows how to read, by its number
 * @param complaint what the reader said when it gave up; empty if it came to an end
 */
record Reading(Map<Integer, List<Sample>> tracks, String complaint) {

  /**
   * A sample.
   *
   * @param bytes as they are stored
   * @param decodeTime in ticks of its track; {@link #UNSAID} if the reader shifts times
   */
  record Sample(byte[] bytes, long decodeTime) {}

  /** The decode time of a reader that says none which could be compared. */
  static final long UNSAID = Long.MIN_VALUE;

  /** What a reader makes of a file that it refuses. */
  static Reading refused(String complaint) {
    return new Reading(Map.of(), complaint);
  }

  /** Whether the reader took the file for one, and knew its tracks. */
  boolean opened() {
    return !tracks.isEmpty();
  }

  /** How many samples a track has. */
  int count(int track) {
    return tracks.getOrDefault(track, List.of()).size();
  }

  /** Collects what a reader gives. */
  static final class Builder {
    private final Map<Integer, List<Sample>> tracks = new TreeMap<>();

    /** There is such a track. */
    Builder track(int track) {
      tracks.computeIfAbsent(track, key -> new ArrayList<>());
      return this;
    }

    void add(int track, byte[] bytes, long decodeTime) {
      tracks.computeIfAbsent(track, key -> new ArrayList<>()).add(new Sample(bytes, decodeTime));
    }

    Reading build(String complaint) {
      return new Reading(tracks, complaint);
    }
  }
}
