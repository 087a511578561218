package io.boxwire.health.internal;

import io.boxwire.api.RecordingStatus;
import java.util.Objects;

/**
 * One thing that a check has found.
 *
 * @param level how bad it is
 * @param message one sentence for people
 */
record Finding(Level level, String message) {
  /** How bad something is, from good to bad. */
  enum Level {
    /** All is as it should be. */
    OK,
    /** It works, but something needs a look. */
    WARN,
    /** It does not work now, and goes on by itself when a part has come. */
    WAITING,
    /** It does not work, or soon will not. */
    CRITICAL
  }

  Finding {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(message, "message");
  }

  static Finding ok(String message) {
    return new Finding(Level.OK, message);
  }

  static Finding warn(String message) {
    return new Finding(Level.WARN, message);
  }

  /** A recording that waits, and for what. */
  static Finding waiting(RecordingStatus recording) {
    String what = recording.waitsFor().orElse("a part");
    return new Finding(Level.WAITING, recording.name() + ": waits for " + what);
  }

  static Finding critical(String message) {
    return new Finding(Level.CRITICAL, message);
  }

  /** A recording that failed, and why. */
  static Finding failed(RecordingStatus recording) {
    String why = recording.failure().orElse("no reason given");
    return critical(recording.name() + ": failed: " + why);
  }
}
