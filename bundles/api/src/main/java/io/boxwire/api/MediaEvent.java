package io.boxwire.api;

import java.util.Objects;
import java.util.OptionalInt;

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
    /** A codec plugin left a track, or another took over. */
    PLUGIN_CHANGED,
    /** Input was skipped that could not be read. */
    INPUT_SKIPPED,
    /**
     * Captured frames are not in the file because they are not meant to be: see {@link
     * RecordingStatistics#framesLeftOut()}.
     */
    FRAMES_LEFT_OUT
  }

  private final Kind kind;
  private final int track;
  private final String message;

  private MediaEvent(Kind kind, int track, String message) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.track = track;
    this.message = Objects.requireNonNull(message, "message");
  }

  /**
   * Makes an event about a whole file or stream.
   *
   * @param kind what happened
   * @param message one sentence for people
   * @return the event
   */
  public static MediaEvent of(Kind kind, String message) {
    return new MediaEvent(kind, 0, message);
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
    return new MediaEvent(kind, track, message);
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

  @Override
  public String toString() {
    return kind + (track == 0 ? "" : " on track " + track) + ": " + message;
  }
}
