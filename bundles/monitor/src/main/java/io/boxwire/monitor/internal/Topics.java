package io.boxwire.monitor.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.RecordingStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * What a recording's events are called on an event bus, and what they carry: strings and numbers of
 * the JDK alone.
 */
final class Topics {
  /** Property: the name of the recording, a {@code String}. */
  static final String RECORDING = "recording";

  /** Property: where the recording stands, a {@code String} such as {@code RUNNING}. */
  static final String STATE = "state";

  /** Property: one sentence for people, a {@code String}. */
  static final String MESSAGE = "message";

  /** Property: when it was posted, in milliseconds since 1970, a {@code Long}. */
  static final String TIMESTAMP = "timestamp";

  /** Property: the path of the file it is about, a {@code String}; may be absent. */
  static final String FILE = "file";

  /** Property: the number of the track it is about, an {@code Integer}; may be absent. */
  static final String TRACK = "track";

  /** Property: how many frames it is about, a {@code Long}; may be absent. */
  static final String FRAMES = "frames";

  /** Property: how long it took, in milliseconds, a {@code Long}; may be absent. */
  static final String MILLIS = "millis";

  private static final String ROOT = "io/boxwire/";

  private Topics() {}

  /**
   * The topic of events of a kind.
   *
   * @param kind what happened
   * @return its name
   */
  static String of(MediaEvent.Kind kind) {
    return ROOT
        + switch (kind) {
          case RECORDING_STARTED -> "recording/STARTED";
          case RECORDING_ENDED -> "recording/ENDED";
          case RECORDING_WAITING -> "recording/WAITING";
          case RECORDING_RESUMED -> "recording/RESUMED";
          case GAP -> "recording/GAP";
          case FILE_OPENED -> "file/OPENED";
          case FILE_CLOSED -> "file/CLOSED";
          case FILE_REMOVED -> "file/REMOVED";
          case FILE_REPAIRED -> "file/REPAIRED";
          case FILE_LEFT -> "file/LEFT";
          case STORAGE_SLOW -> "file/STORAGE_SLOW";
          case LAYOUT_CHANGED -> "file/LAYOUT_CHANGED";
          case PLUGIN_CHANGED -> "codec/CHANGED";
          case TRACK_LEFT_OUT -> "track/LEFT_OUT";
          case TRACK_STALLED -> "track/STALLED";
          case CONFIGURATION_CHANGED -> "track/CONFIGURATION_CHANGED";
          case NAL_UNITS_LEFT_OVER -> "track/NAL_UNITS_LEFT_OVER";
          case FRAMES_REFUSED -> "frames/REFUSED";
          case FRAMES_LEFT_OUT -> "frames/LEFT_OUT";
          case INPUT_SKIPPED -> "frames/SKIPPED";
        };
  }

  /**
   * What an event carries.
   *
   * @param recording whose event it is
   * @param event what happened
   * @param timestamp milliseconds since 1970
   * @return the properties
   */
  static Map<String, Object> properties(
      RecordingStatus recording, MediaEvent event, long timestamp) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(RECORDING, recording.name());
    properties.put(STATE, recording.state().name());
    properties.put(MESSAGE, event.message());
    properties.put(TIMESTAMP, timestamp);
    event.file().ifPresent(file -> properties.put(FILE, file.toString()));
    event.track().ifPresent(track -> properties.put(TRACK, track));
    event.frames().ifPresent(frames -> properties.put(FRAMES, frames));
    event.time().ifPresent(time -> properties.put(MILLIS, time.toMillis()));
    return properties;
  }
}
