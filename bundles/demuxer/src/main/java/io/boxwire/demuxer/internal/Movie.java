package io.boxwire.demuxer.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a file says of itself in {@code ftyp} and {@code moov}. Immutable.
 *
 * @param majorBrand four characters, empty if there is no {@code ftyp}
 * @param compatibleBrands four characters each
 * @param timescale of the movie, ticks a second
 * @param duration ticks of the movie's timescale, 0 if the header doesn't say
 * @param creationTime when it was made, if the header says
 * @param tracks in file order
 * @param fragments whether fragments are announced, and for how long
 */
record Movie(
    String majorBrand,
    List<String> compatibleBrands,
    int timescale,
    long duration,
    Optional<Instant> creationTime,
    List<Track> tracks,
    Fragmentation fragments) {

  /**
   * The announcement of movie fragments.
   *
   * @param announced whether there is an {@code mvex}
   * @param duration with fragments, in ticks of the movie's timescale; 0 if it doesn't say
   */
  record Fragmentation(boolean announced, long duration) {
    static final Fragmentation NONE = new Fragmentation(false, 0);
  }
}
