package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The way of a captured frame into a file: past the beginning of the recording, its limit and its
 * gate. Frames of other tracks wait for the leading one where the gate says so. For one thread.
 */
final class FrameFlow {
  /** After so many refused frames in a row on a track, there is something wrong with the track. */
  static final int REFUSALS = 600;

  private static final BooleanSupplier ALWAYS = () -> true;

  private final RecordingParts parts;
  private final Tracks tracks;
  private final Gate gate;
  private final BooleanSupplier wanted;
  private final FileSequence files;
  private final RecordingStart start;
  private final RecordingLimit limit;
  private final LeftOut leftOut;
  private final int[] refusals;

  /** Frames of other tracks that the leading track has not reached yet. */
  private final ArrayDeque<Frame> ahead = new ArrayDeque<>();

  private final int mostAhead;

  /** Frames that there was no file for in the end. */
  private int dropped;

  FrameFlow(RecordingParts parts) {
    this.parts = parts;
    this.tracks = parts.tracks();
    this.gate = parts.gate();
    this.wanted = gate::wanted;
    this.files = parts.files();
    this.start = parts.start();
    this.limit = parts.limit();
    this.leftOut = parts.leftOut();
    this.refusals = new int[tracks.count()];
    this.mostAhead = parts.queue().fill().capacity();
  }

  /** Takes a captured frame, and writes what can be written now. */
  void take(Frame captured) throws MediaException, InterruptedException {
    Optional<Frame> frame = start.offer(captured);
    if (frame.isPresent()) {
      offer(frame.get());
    }
    passAhead(mostAhead);
  }

  /** There are no more: waits no longer for leading frames that reach those waiting. */
  void last() throws MediaException, InterruptedException {
    passAhead(0);
  }

  private void offer(Frame frame) throws MediaException, InterruptedException {
    if (!limit.admits(frame)) {
      frame.release();
    } else if (gate.covers(frame)) {
      carry(frame, false);
    } else if (tracks.leads(frame)) {
      carry(frame, true);
    } else {
      ahead.add(frame);
    }
  }

  /** Brings a frame into a file, however long that takes. */
  private void carry(Frame frame, boolean asks) throws MediaException, InterruptedException {
    boolean done = false;
    try {
      while (!done) {
        done = asks ? ask(frame) : write(frame, false);
      }
    } finally {
      if (!done && files.gaveUp()) {
        dropped += givenUp(frame);
      } else if (!done) {
        frame.release();
        parts.losses().givenUp(frame.track());
      }
    }
  }

  /** Asks the gate for a frame; false if it is to be brought again. */
  private boolean ask(Frame frame) throws MediaException, InterruptedException {
    Gate.Answer answer = gate.await(frame, files.nextLook());
    if (answer == Gate.Answer.NEVER) {
      leftOut.add(frame, LeftOut.Reason.UNASKED);
      return true;
    }
    if (answer == Gate.Answer.LATER) {
      files.tend();
      return false;
    }
    return write(frame, true);
  }

  /** Writes a frame if there is a file; false if it is to be brought again. */
  private boolean write(Frame frame, boolean asked) throws MediaException, InterruptedException {
    Intake.Opening opening = parts.intake().open(frame, asked ? wanted : ALWAYS);
    if (opening == Intake.Opening.OPEN) {
      return (!asked || gate.pass(frame)) && write(frame);
    }
    return opening == Intake.Opening.GIVEN_UP;
  }

  private boolean write(Frame frame) throws MediaException, InterruptedException {
    int track = frame.track() - 1;
    try {
      if (!files.write(frame)) {
        gate.refused(frame);
        return false;
      }
    } catch (MediaException e) {
      if (e.code() != Code.BAD_FRAME || ++refusals[track] > REFUSALS) {
        throw e;
      }
      frame.release();
      refused(frame);
      return true;
    }
    refusals[track] = 0;
    parts.progress().wrote(frame, tracks.format(frame), start.capturedAt(frame));
    limit.recorded(frame);
    start.written(frame);
    gate.reached(frame);
    if (tracks.leads(frame)) {
      offerHeld();
    }
    gate.written(frame);
    return true;
  }

  private void refused(Frame frame) {
    parts.progress().refused();
    start.refused(frame);
    gate.refused(frame);
    // Most likely it is a picture that nothing can be decoded from: end that soon.
    if (refusals[frame.track() - 1] == 1 && tracks.format(frame).mediaType() == MediaType.VIDEO) {
      parts.capture().requestSync();
    }
  }

  private void passAhead(int waiting) throws MediaException, InterruptedException {
    while (ahead.size() > waiting) {
      carry(ahead.poll(), true);
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

  /**
   * Takes what was captured and can't be written any more, since writing has failed.
   *
   * @return how many frames should have been written
   */
  int giveUp() throws InterruptedException {
    int unwritten = dropped;
    while (!ahead.isEmpty()) {
      unwritten += givenUp(ahead.poll());
    }
    for (Optional<Frame> held = start.next(); held.isPresent(); held = start.next()) {
      unwritten += givenUp(held.get());
    }
    for (Optional<Frame> left = parts.intake().left();
        left.isPresent();
        left = parts.intake().left()) {
      unwritten += start.offer(left.get()).map(this::givenUp).orElse(0);
    }
    return unwritten;
  }

  private int givenUp(Frame frame) {
    if (gate.covers(frame) || gate.pass(frame)) {
      frame.release();
      parts.losses().givenUp(frame.track());
      return 1;
    }
    leftOut.add(frame, LeftOut.Reason.UNASKED);
    return 0;
  }

  /**
   * Lets go of the frames that wait for a leading one that does not come, and of those that were
   * captured while no file was there and are past the limit.
   */
  void end() {
    start.end();
    parts.intake().end();
    for (Frame frame : ahead) {
      if (limit.admits(frame)) {
        leftOut.add(frame, LeftOut.Reason.UNASKED);
      } else {
        frame.release();
      }
    }
    ahead.clear();
  }
}
