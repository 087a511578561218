package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MediaType;
import java.time.Duration;
import java.util.ArrayDeque;
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

  private final Parts parts;
  private final Tracks tracks;
  private final FrameQueue queue;
  private final CaptureLoop capture;
  private final Gate gate;
  private final OutputFile file;
  private final RecordingStart start;
  private final RecordingLimit limit;
  private final Progress progress;
  private final LeftOut leftOut;
  private final MediaListener listener;
  private final Consumer<MediaException> failed;
  private final Runnable ended;
  private final int[] refusals;

  /** Frames of other tracks that the leading track has not reached yet. */
  private final ArrayDeque<Frame> ahead = new ArrayDeque<>();

  private final int mostAhead;

  /**
   * Makes a loop.
   *
   * @param parts what it works on
   * @param failed is told what went wrong
   * @param ended runs last, when file and device are closed
   */
  WriteLoop(Parts parts, Consumer<MediaException> failed, Runnable ended) {
    this.parts = parts;
    this.tracks = parts.tracks();
    this.queue = parts.queue();
    this.capture = parts.capture();
    this.gate = parts.gate();
    this.file = parts.file();
    this.start = parts.start();
    this.limit = parts.limit();
    this.progress = parts.progress();
    this.leftOut = parts.leftOut();
    this.listener = parts.listener();
    this.failed = failed;
    this.ended = ended;
    this.refusals = new int[tracks.count()];
    this.mostAhead = queue.fill().capacity();
  }

  /**
   * What a recording is made of.
   *
   * @param tracks the device's tracks
   * @param queue where the frames come from
   * @param capture the other side of the queue
   * @param gate says when they may be written
   * @param file where they go
   * @param start which of them come before the recording
   * @param limit which of them come after it
   * @param progress counts those that are written
   * @param leftOut counts those that are not
   * @param listener is told of events
   */
  record Parts(
      Tracks tracks,
      FrameQueue queue,
      CaptureLoop capture,
      Gate gate,
      OutputFile file,
      RecordingStart start,
      RecordingLimit limit,
      Progress progress,
      LeftOut leftOut,
      MediaListener listener) {}

  /** What it works on. */
  Parts parts() {
    return parts;
  }

  @Override
  public void run() {
    try {
      boolean carried = succeeds(this::carry);
      capture.stop();
      if (!carried) {
        succeeds(this::giveUp);
      }
      gate.end();
      start.end();
      ahead.forEach(frame -> leftOut.add(frame, LeftOut.Reason.UNASKED));
      queue.discard();
      succeeds(() -> leftOut.tell(listener));
      succeeds(file::close);
      succeeds(this::awaitDevice);
    } finally {
      ended.run();
    }
  }

  /** Writes until the queue ends or the limit is reached; what is queued then is past the limit. */
  private void carry() throws MediaException, InterruptedException {
    while (!limit.reached()) {
      Optional<Frame> captured = queue.take();
      if (captured.isEmpty()) {
        if (!capture.stopping()) {
          passAhead(0);
        }
        return;
      }
      Optional<Frame> frame = start.offer(captured.get());
      if (frame.isPresent()) {
        offer(frame.get());
      }
      passAhead(mostAhead);
    }
    for (int track : limit.shortTracks()) {
      listener.onEvent(
          MediaEvent.onTrack(
              MediaEvent.Kind.TRACK_STALLED, track, "ended before the end of the recording"));
    }
  }

  private void offer(Frame frame) throws MediaException, InterruptedException {
    if (!limit.admits(frame)) {
      frame.release();
    } else if (gate.covers(frame)) {
      write(frame);
    } else if (tracks.leads(frame)) {
      pass(frame);
    } else {
      ahead.add(frame);
    }
  }

  private void pass(Frame frame) throws MediaException, InterruptedException {
    if (gate.pass(frame)) {
      write(frame);
    } else {
      leftOut.add(frame, LeftOut.Reason.UNASKED);
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
      start.refused(frame);
      gate.refused(frame);
      // Most likely it is a picture that nothing can be decoded from: end that soon.
      if (refusals[track] == 1 && tracks.format(frame).mediaType() == MediaType.VIDEO) {
        capture.requestSync();
      }
      return;
    }
    refusals[track] = 0;
    progress.wrote(frame, tracks.format(frame), start.capturedAt(frame));
    limit.recorded(frame);
    start.written(frame);
    gate.reached(frame);
    if (tracks.leads(frame)) {
      offerHeld();
    }
    gate.written(frame);
  }

  /** Waits no longer for leading frames that reach those waiting, except for some. */
  private void passAhead(int waiting) throws MediaException, InterruptedException {
    while (ahead.size() > waiting) {
      pass(ahead.poll());
    }
  }

  /** Offers frames again that waited for a leading one to be in the file. */
  private void offerHeld() throws MediaException, InterruptedException {
    for (int left = ahead.size(); left > 0; left--) {
      offer(ahead.poll());
    }
    for (Optional<Frame> held = start.next(); held.isPresent(); held = start.next()) {
      offer(held.get());
    }
  }

  /** Takes what was captured and can't be written any more, since writing has failed. */
  private void giveUp() throws MediaException, InterruptedException {
    gate.close();
    queue.endWithin(DEVICE_END);
    int unwritten = 0;
    while (!ahead.isEmpty()) {
      unwritten += givenUp(ahead.poll());
    }
    for (Optional<Frame> held = start.next(); held.isPresent(); held = start.next()) {
      unwritten += givenUp(held.get());
    }
    for (Optional<Frame> left = queue.take(); left.isPresent(); left = queue.take()) {
      unwritten += start.offer(left.get()).map(this::givenUp).orElse(0);
    }
    if (unwritten > 0) {
      throw MediaException.of(Code.IO, unwritten + " captured frames were not written");
    }
  }

  private int givenUp(Frame frame) {
    if (gate.covers(frame) || gate.pass(frame)) {
      frame.release();
      return 1;
    }
    leftOut.add(frame, LeftOut.Reason.UNASKED);
    return 0;
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
