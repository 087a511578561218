package io.boxwire.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a recording stands: what it is, what it waits for, how far it has come. Immutable. */
public final class RecordingStatus {
  private final String name;
  private final Origin origin;
  private final RecordingRequest request;
  private final Recording.State state;
  private final Optional<String> waitsFor;
  private final Optional<String> failure;
  private final RecordingStatistics statistics;
  private final List<Path> files;

  /** Who asked for a recording. */
  public enum Origin {
    /** A call of {@link Recorder#start} or {@link Recorder#open}: it ends for good. */
    CALL,
    /** Configuration Admin: whenever it ends, it is begun again until the configuration goes. */
    CONFIGURATION
  }

  private RecordingStatus(Builder b) {
    this.name = b.name;
    this.origin = b.origin;
    this.request = b.request;
    this.state = b.state;
    this.waitsFor = b.waitsFor;
    this.failure = b.failure;
    this.statistics = b.statistics;
    this.files = List.copyOf(b.files);
  }

  /**
   * Starts a snapshot.
   *
   * @param name what the recording is called
   * @param origin who asked for it
   * @param request what is recorded, and where to
   * @param state where it stands
   * @return a builder
   */
  public static Builder of(
      String name, Origin origin, RecordingRequest request, Recording.State state) {
    return new Builder(name, origin, request, state);
  }

  /**
   * What it is called.
   *
   * @return its name; unique among those of configuration
   */
  public String name() {
    return name;
  }

  /**
   * Who asked for it.
   *
   * @return the origin
   */
  public Origin origin() {
    return origin;
  }

  /**
   * What is recorded, and where to.
   *
   * @return the request
   */
  public RecordingRequest request() {
    return request;
  }

  /**
   * Where it stands.
   *
   * @return the state
   */
  public Recording.State state() {
    return state;
  }

  /**
   * What it waits for.
   *
   * @return such as {@code the codec h264}; empty if nothing is missing
   */
  public Optional<String> waitsFor() {
    return waitsFor;
  }

  /**
   * Why it failed, or why its last beginning did.
   *
   * @return one sentence
   */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * How far it has come, over all its files.
   *
   * @return the figures
   */
  public RecordingStatistics statistics() {
    return statistics;
  }

  /**
   * The files written so far, or the last of them where there are many.
   *
   * @return in the order they were begun; the last may still grow
   */
  public List<Path> files() {
    return files;
  }

  @Override
  public String toString() {
    return name
        + " "
        + state
        + waitsFor.map(part -> ", waits for " + part).orElse("")
        + failure.map(why -> ": " + why).orElse("");
  }

  /** Collects a snapshot. */
  public static final class Builder {
    private final String name;
    private final Origin origin;
    private final RecordingRequest request;
    private final Recording.State state;
    private Optional<String> waitsFor = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private RecordingStatistics statistics = RecordingStatistics.builder().build();
    private List<Path> files = List.of();

    private Builder(String name, Origin origin, RecordingRequest request, Recording.State state) {
      this.name = Objects.requireNonNull(name, "name");
      this.origin = Objects.requireNonNull(origin, "origin");
      this.request = Objects.requireNonNull(request, "request");
      this.state = Objects.requireNonNull(state, "state");
    }

    /**
     * Sets what it waits for.
     *
     * @param part such as {@code the codec h264}, if anything is missing
     * @return this
     */
    public Builder waitsFor(Optional<String> part) {
      this.waitsFor = part;
      return this;
    }

    /**
     * Sets why it failed.
     *
     * @param why one sentence, if it did
     * @return this
     */
    public Builder failure(Optional<String> why) {
      this.failure = why;
      return this;
    }

    /**
     * Sets how far it has come.
     *
     * @param figures the figures
     * @return this
     */
    public Builder statistics(RecordingStatistics figures) {
      this.statistics = figures;
      return this;
    }

    /**
     * Sets the files.
     *
     * @param paths in the order they were begun
     * @return this
     */
    public Builder files(List<Path> paths) {
      this.files = paths;
      return this;
    }

    /**
     * Makes the snapshot.
     *
     * @return the snapshot
     */
    public RecordingStatus build() {
      return new RecordingStatus(this);
    }
  }
}
