package io.boxwire.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a file says of itself. Immutable. */
public final class MovieInfo {
  private final String majorBrand;
  private final List<String> compatibleBrands;
  private final Layout layout;
  private final int timescale;
  private final Duration duration;
  private final Optional<Instant> creationTime;
  private final List<TrackInfo> tracks;

  private MovieInfo(Builder b) {
    this.majorBrand = b.majorBrand;
    this.compatibleBrands = List.copyOf(b.compatibleBrands);
    this.layout = b.layout;
    this.timescale = b.timescale;
    this.duration = b.duration;
    this.creationTime = b.creationTime;
    this.tracks = List.copyOf(b.tracks);
  }

  /**
   * Starts a description.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The major brand of {@code ftyp}.
   *
   * @return four characters; empty if the file has no {@code ftyp}
   */
  public String majorBrand() {
    return majorBrand;
  }

  /**
   * The compatible brands of {@code ftyp}.
   *
   * @return an unmodifiable list
   */
  public List<String> compatibleBrands() {
    return compatibleBrands;
  }

  /**
   * How the file is arranged. A closed hybrid file is PROGRESSIVE; one that was cut, FRAGMENTED.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * The movie's timescale.
   *
   * @return ticks a second
   */
  public int timescale() {
    return timescale;
  }

  /**
   * How long the presentation lasts: that of the longest track, from samples where headers say
   * nothing.
   *
   * @return the duration; zero from a stream whose headers don't say
   */
  public Duration duration() {
    return duration;
  }

  /**
   * When the file was made.
   *
   * @return the time, if the header says
   */
  public Optional<Instant> creationTime() {
    return creationTime;
  }

  /**
   * The tracks, in file order; also those no plugin is present for.
   *
   * @return an unmodifiable list
   */
  public List<TrackInfo> tracks() {
    return tracks;
  }

  /**
   * Finds a track.
   *
   * @param id its track ID
   * @return the track
   */
  public Optional<TrackInfo> track(int id) {
    return tracks.stream().filter(t -> t.id() == id).findFirst();
  }

  /** Collects a description. */
  public static final class Builder {
    private String majorBrand = "";
    private List<String> compatibleBrands = List.of();
    private Layout layout = Layout.PROGRESSIVE;
    private int timescale = 1000;
    private Duration duration = Duration.ZERO;
    private Optional<Instant> creationTime = Optional.empty();
    private List<TrackInfo> tracks = List.of();

    private Builder() {}

    /**
     * Sets the brands.
     *
     * @param major four characters, or empty
     * @param compatible four characters each
     * @return this
     */
    public Builder brands(String major, List<String> compatible) {
      this.majorBrand = Objects.requireNonNull(major, "major");
      this.compatibleBrands = compatible;
      return this;
    }

    /**
     * Sets the layout.
     *
     * @param value the layout
     * @return this
     */
    public Builder layout(Layout value) {
      this.layout = Objects.requireNonNull(value, "layout");
      return this;
    }

    /**
     * Sets timescale and duration.
     *
     * @param ticksPerSecond the movie's timescale
     * @param length the duration
     * @return this
     */
    public Builder duration(int ticksPerSecond, Duration length) {
      this.timescale = ticksPerSecond;
      this.duration = Objects.requireNonNull(length, "length");
      return this;
    }

    /**
     * Sets the creation time.
     *
     * @param value the time
     * @return this
     */
    public Builder creationTime(Instant value) {
      this.creationTime = Optional.of(value);
      return this;
    }

    /**
     * Sets the tracks.
     *
     * @param list in file order
     * @return this
     */
    public Builder tracks(List<TrackInfo> list) {
      this.tracks = list;
      return this;
    }

    /**
     * Makes the description.
     *
     * @return the description
     */
    public MovieInfo build() {
      return new MovieInfo(this);
    }
  }
}
