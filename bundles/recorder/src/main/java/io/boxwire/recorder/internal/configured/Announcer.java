package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaListener;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log and to those who listen how a configured recording fares. The log has a line for
 * each change, and none for each try in between: a recording that fails is on trial when it runs
 * again, and what ends the trial with the reason that was given before is no change. For one thread
 * at a time.
 */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final String name;
  private final MediaListener listeners;
  private Stand stand = Stand.NEW;

  /** Why it does not run, or last did not, but for numbers such as those in names of files. */
  private String trouble = "";

  /** How it fares, as far as the log tells. */
  private enum Stand {
    NEW,
    RUNS,
    WAITS,
    FAILS,
    /** It runs, and the log does not say so before it has for some time. */
    ON_TRIAL
  }

  /**
   * Makes it.
   *
   * @param name of the recording
   * @param listeners are told
   */
  Announcer(String name, MediaListener listeners) {
    this.name = name;
    this.listeners = listeners;
  }

  /** A run has begun, of a recording that has not had any, or of one that lacked something. */
  void running(Kind kind) {
    String what = kind == Kind.RECORDING_STARTED ? "has begun" : "goes on";
    if (stand == Stand.FAILS) {
      stand = Stand.ON_TRIAL;
      LOG.debug("recording {} is tried again", name);
    } else {
      stand = Stand.RUNS;
      trouble = "";
      LOG.info("recording {} {}", name, what);
    }
    listeners.onEvent(MediaEvent.of(kind, "the recording " + what));
  }

  /** The run has lasted for so long that it goes well. */
  void steady() {
    if (stand == Stand.ON_TRIAL) {
      stand = Stand.RUNS;
      trouble = "";
      LOG.info("recording {} goes on", name);
    }
  }

  /** It waits for a part. */
  void waiting(String part) {
    String what = "waits for " + part;
    if (isNews(what)) {
      LOG.info("recording {} {}", name, what);
    }
    enter(Stand.WAITS, what);
  }

  /** A try or a run failed, and there will be another. */
  void failing(String reason) {
    if (isNews(reason)) {
      LOG.warn("recording {} failed and is tried again: {}", name, reason);
    } else {
      LOG.debug("recording {} failed again: {}", name, reason);
    }
    enter(Stand.FAILS, reason);
  }

  private void enter(Stand next, String what) {
    boolean ran = stand == Stand.RUNS || stand == Stand.ON_TRIAL;
    boolean news = isNews(what);
    String message =
        next == Stand.WAITS ? "the recording " + what : "the recording failed: " + what;
    stand = next;
    trouble = key(what);
    if (ran || news) {
      listeners.onEvent(MediaEvent.of(Kind.RECORDING_WAITING, message));
    }
  }

  private boolean isNews(String what) {
    return !key(what).equals(trouble);
  }

  private static String key(String what) {
    return what.replaceAll("\\d+", "#");
  }

  /** A file of a run whose process died can't be read: how long nothing was recorded is unknown. */
  void unreadable(Path file, String why) {
    LOG.warn("recording {}: no gap is told since {}, which can't be read: {}", name, file, why);
  }

  /** Something happened in a run. */
  void happened(MediaEvent event) {
    switch (event.kind()) {
      case FILE_LEFT -> LOG.warn("recording {}: {}", name, event.message());
      case FILE_OPENED -> {
        if (stand == Stand.ON_TRIAL) {
          LOG.debug("recording {}: {}", name, event.message());
        } else {
          LOG.info("recording {}: {}", name, event.message());
        }
      }
      case FILE_REMOVED, FILE_REPAIRED, GAP, RECORDING_WAITING, RECORDING_RESUMED ->
          LOG.info("recording {}: {}", name, event.message());
      default -> LOG.debug("recording {}: {}", name, event);
    }
    listeners.onEvent(event);
  }

  /**
   * It was stopped.
   *
   * @param lost how many frames it had captured and could not write any more
   */
  void ended(String figures, long lost) {
    LOG.info("recording {} has ended: {}", name, figures);
    MediaEvent end = MediaEvent.of(Kind.RECORDING_ENDED, "the recording has ended: " + figures);
    listeners.onEvent(lost > 0 ? end.withFrames(lost) : end);
  }
}
