package io.boxwire.health.internal;

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

  static Finding waiting(String message) {
    return new Finding(Level.WAITING, message);
  }

  static Finding critical(String message) {
    return new Finding(Level.CRITICAL, message);
  }
}
