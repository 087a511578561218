package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries frames from the queue into the file until there are no more, or the limit is reached;
 * then stops the capturing, closes the file, and waits until the device is closed. Runs on a thread
 * of its own, which is never interrupted: an interrupt would close the file's channel under the
 * muxer.
 */
final class WriteLoop implements Runnable {
  /** After so many refused frames in a row on a track, there is something wrong with the track. */
  static final int REFUSALS = 600;

  private static final Duration DEVICE_END = Duration.ofSeconds(1);

  private final List<TrackFormat> formats;
  private final FrameQueue queue;
  private final CaptureLoop capture;
  private final OutputFile file;
  private final RecordingLimit limit;
  private final Progress progress;
  private final MediaListener listener;
  private final Consumer<MediaException> failed;
  private final Runnable ended;
  private final int[] refusals;

  /**
   * Makes a loop.
   *
   * @param parts what it works on
   * @param listener is told of events
   * @param failed is told what went wrong
   * @param ended runs last, when file and device are closed
   */
  WriteLoop(Parts parts, MediaListener listener, Consumer<MediaException> failed, Runnable ended) {
    this.formats = parts.formats();
    this.queue = parts.queue();
    this.capture = parts.capture();
    this.file = parts.file();
    this.limit = parts.limit();
    this.progress = parts.progress();
    this.listener = listener;
    this.failed = failed;
    this.ended = ended;
    this.refusals = new int[formats.size()];
  }

  /**
   * What a recording is made of.
   *
   * @param formats the device's tracks
   * @param queue where the frames come from
   * @param capture the other side of the queue
   * @param file where they go
   * @param limit which of them belong to the recording
   * @param progress counts them
   */
  record Parts(
      List<TrackFormat> formats,
      FrameQueue queue,
      CaptureLoop capture,
      OutputFile file,
      RecordingLimit limit,
      Progress progress) {}

  @Override
  public void run() {
    try {
      boolean carried = succeeds(this::carry);
      capture.stop();
      int left = queue.discard();
      if (!carried && left > 0) {
        failed.accept(MediaException.of(Code.IO, left + " captured frames were not written"));
      }
      succeeds(file::close);
      succeeds(this::awaitDevice);
    } finally {
      ended.run();
    }
  }

  /** Writes until the queue ends or the limit is reached; what is queued then is past the limit. */
  private void carry() throws MediaException, InterruptedException {
    while (!limit.reached()) {
      Optional<Frame> frame = queue.take();
      if (frame.isEmpty()) {
        return;
      }
      if (limit.admits(frame.get())) {
        write(frame.get());
      } else {
        frame.get().release();
      }
    }
    for (int track : limit.shortTracks()) {
      listener.onEvent(
          MediaEvent.onTrack(
              MediaEvent.Kind.TRACK_STALLED, track, "ended before the end of the recording"));
    }
  }

  private void write(Frame frame) throws MediaException, InterruptedException {
    int track = frame.track() - 1;
    try {
      file.write(frame);
    } catch (MediaException e) {
      if (e.code() != Code.BAD_FRAME || ++refusals[track] > REFUSALS) {
        throw e;
      }
      progress.refused();
      // Most likely it is a picture that nothing can be decoded from: end that soon.
      if (refusals[track] == 1 && formats.get(track).mediaType() == MediaType.VIDEO) {
        capture.requestSync();
      }
      return;
    }
    refusals[track] = 0;
    progress.wrote(frame, formats.get(track));
    limit.recorded(frame);
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

  private boolean succeeds(Step step) {
    try {
      step.run();
      return true;
    } catch (MediaException e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      failed.accept(MediaException.of(Code.IO, "writing was interrupted", e));
    } catch (RuntimeException | Error e) {
      failed.accept(MediaException.of(Code.IO, "writing failed: " + e, e));
    }
    return false;
  }

  /** Something that may go wrong. */
  @FunctionalInterface
  private interface Step {
    void run() throws MediaException, InterruptedException;
  }
}
