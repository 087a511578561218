package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries frames into the files until there are no more, or the limit is reached; then stops the
 * capturing, closes the last file, and waits until the device is closed. Has a thread while there
 * are frames, which is never interrupted: an interrupt would close the file's channel under the
 * muxer.
 */
final class WriteLoop implements Turns {
  private static final Duration DEVICE_END = Duration.ofSeconds(1);

  private final RecordingParts parts;
  private final FrameFlow flow;
  private final CaptureLoop capture;
  private final FileSequence files;
  private final Runnable closing;
  private final Consumer<MediaException> failed;
  private final Runnable ended;

  /** Whether this turn is not the last. */
  private boolean goesOn;

  /** Made while there is memory. */
  private final Optional<MediaException> noMemory =
      Optional.of(MediaException.of(Code.IO, "writing failed: java.lang.OutOfMemoryError"));

  /**
   * Makes a loop.
   *
   * @param parts what it works on
   * @param closing sees to it that the capturing thread runs, which closes the device
   * @param failed is told what went wrong
   * @param ended runs last, when file and device are closed
   */
  WriteLoop(
      RecordingParts parts, Runnable closing, Consumer<MediaException> failed, Runnable ended) {
    this.parts = parts;
    this.flow = new FrameFlow(parts);
    this.capture = parts.capture();
    this.files = parts.files();
    this.closing = closing;
    this.failed = failed;
    this.ended = ended;
  }

  /** What it works on. */
  RecordingParts parts() {
    return parts;
  }

  @Override
  public boolean turn(Runnable back) {
    goesOn = false;
    try {
      write(back);
    } catch (Throwable e) {
      // Not even the outcome of a step could be noted, for want of memory.
      wrapped(e).ifPresent(failed);
    } finally {
      if (!goesOn) {
        ended.run();
      }
    }
    return goesOn;
  }

  @Override
  public long until() {
    return parts.intake().until();
  }

  private void write(Runnable back) {
    Optional<MediaException> failure = Optional.empty();
    try {
      failure = failure(() -> goesOn = carry(back));
    } finally {
      if (!goesOn) {
        end(failure);
      }
    }
  }

  private void end(Optional<MediaException> failure) {
    try {
      // Whatever went wrong, the device ends.
      capture.stop();
      closing.run();
      failure.ifPresent(this::giveUp);
      parts.gate().end();
      flow.end();
    } finally {
      // Whatever went wrong, the capturing thread goes on and the file is closed.
      parts.queue().discard();
      report(() -> parts.leftOut().tell(parts.events()));
      report(files::close);
      report(this::awaitDevice);
    }
  }

  /**
   * Writes what is there.
   *
   * @return whether more may come; not past the limit, where what is queued is past it, too
   */
  private boolean carry(Runnable back) throws MediaException, InterruptedException {
    while (!parts.limit().reached()) {
      Frame captured = parts.intake().next();
      if (captured != null) {
        flow.take(captured);
      } else if (parts.intake().over()) {
        if (!capture.stopping() || !parts.gate().asked()) {
          flow.last();
        }
        return false;
      } else if (parts.intake().leave(back)) {
        return true;
      }
    }
    for (int track : parts.limit().shortTracks()) {
      parts
          .events()
          .onEvent(
              MediaEvent.onTrack(
                  MediaEvent.Kind.TRACK_STALLED, track, "ended before the end of the recording"));
    }
    return false;
  }

  /** Takes what was captured and can't be written any more, since writing has failed. */
  private void giveUp(MediaException why) {
    if (!files.gaveUp()) {
      failed.accept(why);
    }
    report(
        () -> {
          parts.gate().close();
          parts.queue().endWithin(DEVICE_END);
          long unwritten = flow.giveUp();
          if (files.gaveUp()) {
            files.forgetKept();
            unwritten = parts.losses().atTheEnd();
          }
          String what = Plural.of(unwritten, "captured frame", " was", " were") + " not written";
          if (files.gaveUp()) {
            failed.accept(
                unwritten == 0
                    ? why
                    : MediaException.of(why.code(), why.getMessage() + "; " + what));
          } else if (unwritten > 0) {
            throw MediaException.of(Code.IO, what);
          }
        });
  }

  private void awaitDevice() throws MediaException, InterruptedException {
    if (capture.awaitEnd(DEVICE_END)) {
      return;
    }
    capture.close();
    if (!capture.awaitEnd(DEVICE_END)) {
      throw MediaException.of(Code.DEVICE_FAILED, "the device did not end a read when told to");
    }
  }

  private void report(Step step) {
    failure(step).ifPresent(failed);
  }

  private Optional<MediaException> failure(Step step) {
    try {
      step.run();
      return Optional.empty();
    } catch (MediaException e) {
      return Optional.of(e);
    } catch (InterruptedException e) {
      return Optional.of(MediaException.of(Code.IO, "writing was interrupted", e));
    } catch (Throwable e) {
      // Also what is not declared, as plugins in other languages throw it.
      return wrapped(e);
    }
  }

  private Optional<MediaException> wrapped(Throwable e) {
    try {
      return Optional.of(MediaException.of(Code.IO, "writing failed: " + e, e));
    } catch (OutOfMemoryError more) {
      return noMemory;
    }
  }

  /** Something that may go wrong. */
  @FunctionalInterface
  private interface Step {
    void run() throws MediaException, InterruptedException;
  }
}
