package io.boxwire.api;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Which file is repaired, and how. Immutable. */
public final class RepairRequest {
  private final Path input;
  private final Optional<Path> output;
  private final Optional<Path> like;
  private final MediaListener listener;

  private RepairRequest(
      Path input, Optional<Path> output, Optional<Path> like, MediaListener listener) {
    this.input = Objects.requireNonNull(input, "input");
    this.output = output;
    this.like = like;
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Starts with a file that is repaired in place.
   *
   * @param input the file
   * @return the request
   */
  public static RepairRequest of(Path input) {
    return new RepairRequest(input, Optional.empty(), Optional.empty(), event -> {});
  }

  /**
   * The same request, which leaves the input as it is and makes another file.
   *
   * @param file a file that does not exist yet
   * @return the request
   */
  public RepairRequest to(Path file) {
    return new RepairRequest(input, Optional.of(file), like, listener);
  }

  /**
   * The same request with a reference for what the input lacks.
   *
   * @param file a whole recording of the same camera with the same settings: its tracks, sample
   *     entries and frame rate are taken for those of a PROGRESSIVE input without {@code moov}
   * @return the request
   */
  public RepairRequest like(Path file) {
    return new RepairRequest(input, output, Optional.of(file), listener);
  }

  /**
   * The same request with somebody who is told of events.
   *
   * @param told the listener
   * @return the request
   */
  public RepairRequest telling(MediaListener told) {
    return new RepairRequest(input, output, like, told);
  }

  /**
   * The file to be repaired.
   *
   * @return a path
   */
  public Path input() {
    return input;
  }

  /**
   * Where the repaired file goes.
   *
   * @return a path; empty for in place
   */
  public Optional<Path> output() {
    return output;
  }

  /**
   * A whole recording of the same camera.
   *
   * @return a path, if one was given
   */
  public Optional<Path> like() {
    return like;
  }

  /**
   * Who is told of events.
   *
   * @return nobody by default
   */
  public MediaListener listener() {
    return listener;
  }
}
