package io.boxwire.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something that happened to media and is worth knowing, without being an error: nothing is dropped
 * or changed in silence. Immutable; carries no payload.
 */
public final class MediaEvent {
  /** What happened. */
  public enum Kind {
    /** A declared track gave no configuration in time, or no frame, and is not in the file. */
    TRACK_LEFT_OUT,
    /** The layout that was asked for is impossible on this sink; another is used. */
    LAYOUT_CHANGED,
    /** Frames before the first sync sample were refused. */
    FRAMES_REFUSED,
    /** Parameter sets or SEI messages without a picture were left over at close. */
    NAL_UNITS_LEFT_OVER,
    /** The codec configuration changed in mid-stream and a further sample entry was begun. */
    CONFIGURATION_CHANGED,
    /** A track stalled; the others went on without waiting for it. */
    TRACK_STALLED,
    /** Time is missing between two frames, or a time was mended. */
    GAP,
    /** A file was begun. */
    FILE_OPENED,
    /** A file was finished and is playable. */
    FILE_CLOSED,
    /**
     * A codec plugin left a track, failed, or another took over. When frames had to wait for it,
     * the event that tells of its coming has their number and the longest that one of them waited.
     */
    PLUGIN_CHANGED,
    /** Input was skipped that could not be read. */
    INPUT_SKIPPED,
    /**
     * Captured frames are not in the file because they are not meant to be: see {@link
     * RecordingStatistics#framesLeftOut()}.
     */
    FRAMES_LEFT_OUT,
    /** A recording has begun. */
    RECORDING_STARTED,
    /**
     * A recording has ended; the message says why, if it failed. Where it could not write all that
     * it had captured, the event has the number of frames that are missing at the end.
     */
    RECORDING_ENDED,
    /** A recording lacks a part and waits for it; the message says which, and how long. */
    RECORDING_WAITING,
    /** A recording that waited goes on. */
    RECORDING_RESUMED,
    /**
     * Forcing what was written to storage takes longer than a fragment lasts; time() is how long.
     */
    STORAGE_SLOW,
    /** An old file of a recording was removed, as its {@link Retention} asks. */
    FILE_REMOVED,
    /** A file that an earlier run had left open was finished; the message says what was lost. */
    FILE_REPAIRED,
    /**
     * A file of a recording that was to be repaired or removed is left as it is; the message says
     * why.
     */
    FILE_LEFT
  }

  private final Kind kind;
  private final int track;
  private final String message;
  private final OptionalLong frames;
  private final Optional<Path> file;
  private final Optional<Duration> time;

  private MediaEvent(
      Kind kind,
      int track,
      String message,
      OptionalLong frames,
      Optional<Path> file,
      Optional<Duration> time) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.track = track;
    this.message = Objects.requireNonNull(message, "message");
    this.frames = frames;
    this.file = file;
    this.time = time;
  }

  /**
   * Makes an event about a whole file or stream.
   *
   * @param kind what happened
   * @param message one sentence for people
   * @return the event
   */
  public static MediaEvent of(Kind kind, String message) {
    return onTrack(kind, 0, message);
  }

  /**
   * Makes an event about a track.
   *
   * @param kind what happened
   * @param track the track's number, at least 1
   * @param message one sentence for people
   * @return the event
   */
  public static MediaEvent onTrack(Kind kind, int track, String message) {
    return new MediaEvent(
        kind, track, message, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same event with the number of frames it is about.
   *
   * @param count frames, at least 0
   * @return the event
   */
  public MediaEvent withFrames(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("no frame count: " + count);
    }
    return new MediaEvent(kind, track, message, OptionalLong.of(count), file, time);
  }

  /**
   * The same event with the file it is about.
   *
   * @param path the file
   * @return the event
   */
  public MediaEvent withFile(Path path) {
    return new MediaEvent(kind, track, message, frames, Optional.of(path), time);
  }

  /**
   * The same event with the time it is about.
   *
   * @param duration at least zero
   * @return the event
   */
  public MediaEvent withTime(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("no time: " + duration);
    }
    return new MediaEvent(kind, track, message, frames, file, Optional.of(duration));
  }

  /**
   * What happened.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Which track it happened to.
   *
   * @return the track's number, if it is about one
   */
  public OptionalInt track() {
    return track == 0 ? OptionalInt.empty() : OptionalInt.of(track);
  }

  /**
   * What happened, for people.
   *
   * @return one sentence
   */
  public String message() {
    return message;
  }

  /**
   * How many frames it is about, such as those that a gap lacks.
   *
   * @return a count over all tracks, or of the event's track if it has one; empty if not known
   */
  public OptionalLong frames() {
    return frames;
  }

  /**
   * Which file it is about.
   *
   * @return the file, if it is about one
   */
  public Optional<Path> file() {
    return file;
  }

  /**
   * How long it took, such as the longest that a frame was held back while there was no plugin.
   *
   * @return the time; empty if not known
   */
  public Optional<Duration> time() {
    return time;
  }

  @Override
  public String toString() {
    return kind + (track == 0 ? "" : " on track " + track) + ": " + message;
  }
}
