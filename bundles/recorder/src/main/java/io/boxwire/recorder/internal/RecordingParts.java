package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RecordingRequest;
import io.boxwire.recorder.internal.clock.SourceClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a recording is made of.
 *
 * @param tracks the device's tracks
 * @param line gives them their times
 * @param queue where the frames come from
 * @param capture the other side of the queue
 * @param intake takes them from the queue
 * @param gate says when they may be written
 * @param muxer which service makes the files
 * @param files where they go
 * @param start which of them come before the recording
 * @param limit which of them come after it
 * @param progress counts those that are written
 * @param times how long that takes
 * @param leftOut counts those that are not meant to be
 * @param losses counts those that are not, and are meant to be
 * @param events is told what happens
 */
record RecordingParts(
    Tracks tracks,
    SourceClock line,
    FrameQueue queue,
    CaptureLoop capture,
    Intake intake,
    Gate gate,
    MuxerUse muxer,
    FileSequence files,
    RecordingStart start,
    RecordingLimit limit,
    Progress progress,
    WriteTimes times,
    LeftOut leftOut,
    Losses losses,
    RecordingEvents events) {
  private static final int PARTS_OF_FRAGMENT = 2;
  private static final int SMALL_PARTS = 10;
  private static final Duration LONGEST_GATHER = Duration.ofMillis(500);

  /**
   * Puts a recording together.
   *
   * @param request what is recorded
   * @param opened what is open already
   * @param gate says when frames are written
   * @param failed is told what goes wrong with the device
   */
  static RecordingParts of(
      RecordingRequest request,
      DefaultRecorder.Opened opened,
      Gate gate,
      Consumer<MediaException> failed) {
    RecordingEvents events = opened.events();
    Tracks tracks = new Tracks(opened.session().tracks());
    FrameQueue queue =
        new FrameQueue(
            request.queueCapacity(),
            gather(request, gate, tracks),
            frame -> endsMore(tracks, frame));
    SourceClock line =
        opened.session().waits()
            ? SourceClock.waiting(request.device(), tracks.formats(), events)
            : SourceClock.live(request.device(), tracks.formats(), events);
    CaptureLoop capture =
        new CaptureLoop(opened.session(), tracks.count(), line, System::nanoTime, queue, failed);
    LeftOut leftOut = new LeftOut();
    Losses losses = new Losses(events);
    WriteTimes times = new WriteTimes(Clock.systemUTC());
    RecordingStart start = new RecordingStart(tracks, request, leftOut);
    boolean several = opened.opener().several();
    boolean segments = several && Segments.wanted(request);
    boolean removes = several && request.retention().removes();
    long keptBytes =
        several && (segments || removes || opened.muxer().changes()) ? request.keptBytes() : 0;
    UnwrittenFrames unwritten = new UnwrittenFrames(tracks, segments || removes ? keptBytes : 0);
    FileSequence files =
        new FileSequence(
            new FileSequence.Parts(
                tracks,
                opened.muxer(),
                opened.opener(),
                new KeptFrames(tracks, keptBytes, unwritten),
                unwritten,
                segments
                    ? Optional.of(new Segments(tracks, request, capture::requestSync))
                    : Optional.empty(),
                losses,
                times,
                capture::requestSync,
                events),
            opened.file());
    return new RecordingParts(
        tracks,
        line,
        queue,
        capture,
        new Intake(queue, capture, start, new Backlog(tracks), files, losses, keptBytes),
        gate,
        opened.muxer(),
        files,
        start,
        new RecordingLimit(tracks, request),
        new Progress(losses),
        times,
        leftOut,
        losses,
        events);
  }

  /** Whether a frame may be what ends a fragment or a file. */
  private static boolean endsMore(Tracks tracks, Frame frame) {
    return tracks.leadType() == MediaType.VIDEO && tracks.begins(frame);
  }

  /**
   * How long frames come together before the writing thread is woken for them: half a fragment of
   * video, whose end wakes it anyway, or a small part of one of sound alone or of a chunk, whose
   * end does not. All of that has to be whole before any of it is in the file. Not at all where
   * somebody waits for each frame.
   */
  private static Duration gather(RecordingRequest request, Gate gate, Tracks tracks) {
    if (gate.asked()) {
      return Duration.ZERO;
    }
    MuxerOptions muxer = request.muxer();
    Duration whole = muxer.chunkDuration().orElse(muxer.fragmentDuration());
    boolean endWakes = muxer.chunkDuration().isEmpty() && tracks.leadType() == MediaType.VIDEO;
    Duration part = whole.dividedBy(endWakes ? PARTS_OF_FRAGMENT : SMALL_PARTS);
    return part.compareTo(LONGEST_GATHER) > 0 ? LONGEST_GATHER : part;
  }
}
