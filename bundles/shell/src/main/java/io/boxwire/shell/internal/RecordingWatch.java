package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaEventQueue;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Watches a recording for a command: names each file as soon as it is closed, says what happens,
 * shows how far it has come.
 *
 * <p>Everything is said on the thread of the command, whose streams a shell may have made for it
 * alone. The recording holds nothing of this bundle: it may outlive it.
 */
final class RecordingWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final MediaEventQueue events = new MediaEventQueue();
  private final Set<Path> named = new HashSet<>();
  private final String argument;
  private final Invocation invocation;
  private Optional<String> wait = Optional.empty();

  /**
   * Makes a watch, before the recording.
   *
   * @param argument the argument that names the file
   * @param invocation the world the command runs in
   */
  RecordingWatch(String argument, Invocation invocation) {
    this.argument = argument;
    this.invocation = invocation;
  }

  /** What the recording is to tell its events to. */
  MediaListener listener() {
    return events;
  }

  /**
   * Waits for the end of the recording.
   *
   * @return the status of the command
   */
  int await(Recording recording, RecordingLimit limit) throws IOException, InterruptedException {
    try (Progress progress = invocation.progress("record", limit.total())) {
      while (!recording.await(LOOK)) {
        tell(progress);
        if (invocation.parts().leaving()) {
          // It belongs to the recorder: it does not end because nobody watches it any more.
          invocation.error("the commands are being stopped; the recording goes on");
          return CommandLine.FAILED;
        }
        progress.at(limit.done(recording), wait);
      }
    } catch (InterruptedException e) {
      finish(recording);
      conclude(recording);
      throw e;
    } catch (MediaException e) {
      conclude(recording);
      throw e;
    }
    conclude(recording);
    missing(recording.statistics());
    return CommandLine.DONE;
  }

  private void tell(Progress progress) throws IOException {
    for (Optional<MediaEvent> e = events.poll(); e.isPresent(); e = events.poll()) {
      MediaEvent event = e.get();
      progress.clear();
      invocation.event(event);
      if (event.kind() == Kind.RECORDING_WAITING) {
        wait = Optional.of(event.message());
      } else if (event.kind() == Kind.RECORDING_RESUMED) {
        wait = Optional.empty();
      } else if (event.kind() == Kind.FILE_CLOSED && event.file().isPresent()) {
        name(event.file().get());
      }
    }
  }

  private void conclude(Recording recording) throws IOException {
    try (Progress none = invocation.progress("", 0)) {
      tell(none);
    }
    for (Path file : recording.files()) {
      name(file);
    }
  }

  private void name(Path file) throws IOException {
    if (named.add(file)) {
      invocation.results().line(invocation.shown(file, argument)).flush();
    }
  }

  private void missing(RecordingStatistics statistics) {
    note("the device dropped", statistics.framesDropped(), "not taken in time");
    note("the muxer refused", statistics.framesRefused(), "in front of the first sync sample");
  }

  private void note(String what, long frames, String why) {
    if (frames > 0) {
      invocation.note(what + " " + frames + (frames == 1 ? " frame, " : " frames, ") + why);
    }
  }

  /** Ends the recording and waits for its file, however often this thread is interrupted. */
  private static void finish(Recording recording) throws MediaException {
    recording.stop();
    while (true) {
      try {
        recording.await();
        return;
      } catch (InterruptedException e) {
        // The contract of commands: a second interrupt changes nothing, the file is closed first.
        continue;
      }
    }
  }

  /** Nothing more is said. */
  @Override
  public void close() {
    events.close();
  }
}
