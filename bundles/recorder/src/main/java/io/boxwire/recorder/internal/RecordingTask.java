package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.capture.CaptureSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One recording: starts its two threads, ends them, and keeps the outcome. When it has ended it
 * holds neither device nor muxer, however long somebody holds the recording.
 *
 * <p>One that is stopped before it begins has threads all the same, for a moment: they close what
 * was opened, as they always do.
 */
final class RecordingTask implements Recording {
  /** How long a stopped device may take to end a read before its frames are no longer awaited. */
  private static final Duration READ_END = Duration.ofSeconds(1);

  private final RecordingRequest request;
  private final RecordingEvents events;
  private final String name;
  private final List<Path> files;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object outcomeLock = new Object();
  private Optional<MediaException> outcome = Optional.empty();
  private boolean settled;
  private final Object startLock = new Object();
  private boolean started;
  private volatile boolean stopped;
  private volatile boolean begun;
  private volatile Optional<WriteLoop> running;
  private volatile RecordingStatistics last = RecordingStatistics.builder().build();

  /**
   * Makes a recording that has not begun.
   *
   * @param request what is recorded
   * @param opened its device and file
   * @param gate says when frames are written
   * @param onEnd runs when all is closed, before anybody who waits is told
   */
  RecordingTask(
      RecordingRequest request,
      DefaultRecorder.Opened opened,
      Gate gate,
      Consumer<RecordingTask> onEnd) {
    CaptureSession session = opened.session();
    OutputFile file = opened.file();
    this.request = request;
    this.events = opened.events();
    this.name = request.name().orElse(file.path().map(Path::toString).orElse(request.device()));
    this.files = file.path().map(List::of).orElse(List.of());
    Tracks tracks = new Tracks(session.tracks());
    FrameQueue queue = new FrameQueue(request.queueCapacity());
    LeftOut leftOut = new LeftOut();
    WriteLoop.Parts parts =
        new WriteLoop.Parts(
            tracks,
            queue,
            new CaptureLoop(session, tracks.count(), queue, this::failed),
            gate,
            file,
            new RecordingStart(tracks, request, leftOut),
            new RecordingLimit(tracks, request),
            new Progress(),
            leftOut,
            events);
    this.running = Optional.of(new WriteLoop(parts, this::failed, () -> finish(onEnd)));
    events.attach(this::status);
  }

  /**
   * Starts capturing and writing. A second call does nothing.
   *
   * @throws MediaException {@code CLOSED} if the recording was stopped, or what it ended with
   */
  void begin() throws MediaException {
    if (stopped || ended.getCount() == 0) {
      throwOutcome();
    }
    synchronized (startLock) {
      if (stopped) {
        throw MediaException.of(MediaException.Code.CLOSED, this + " was stopped");
      }
      if (begun) {
        return;
      }
      begun = true;
      startThreads();
    }
    events.onEvent(MediaEvent.of(MediaEvent.Kind.RECORDING_STARTED, this + " has begun"));
  }

  @Override
  public State state() {
    Optional<WriteLoop> now = running;
    if (now.isEmpty()) {
      return failure().isEmpty() ? State.ENDED : State.FAILED;
    }
    if (stopped || now.get().parts().capture().ending()) {
      return State.STOPPING;
    }
    return begun ? State.RUNNING : State.OPEN;
  }

  @Override
  public void stop() {
    synchronized (startLock) {
      stopped = true;
      running.map(WriteLoop::parts).ifPresent(RecordingTask::stop);
      startThreads();
    }
  }

  private static void stop(WriteLoop.Parts parts) {
    parts.capture().stop();
    parts.queue().endWithin(READ_END);
    parts.gate().close();
  }

  private void startThreads() {
    if (!started) {
      started = true;
      WriteLoop writer = running.orElseThrow();
      RecorderThreads.start("boxwire-write " + name, writer);
      RecorderThreads.start("boxwire-capture " + name, writer.parts().capture());
    }
  }

  /** How it stands. */
  RecordingStatus status() {
    return RecordingStatus.of(name, RecordingStatus.Origin.CALL, request, state())
        .failure(failure().map(MediaException::getMessage))
        .statistics(statistics())
        .files(files)
        .build();
  }

  @Override
  public void await() throws MediaException, InterruptedException {
    ended.await();
    throwOutcome();
  }

  @Override
  public boolean await(Duration timeout) throws MediaException, InterruptedException {
    if (!ended.await(MediaTime.nanos(timeout), TimeUnit.NANOSECONDS)) {
      return false;
    }
    throwOutcome();
    return true;
  }

  @Override
  public RecordingStatistics statistics() {
    return running.map(WriteLoop::parts).map(RecordingTask::snapshot).orElse(last);
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public String toString() {
    return "recording of " + name;
  }

  /**
   * Ends the recording because a part of it goes away. One that is ending anyway has all its frames
   * and ends as it would have.
   *
   * @param why what {@link #await()} throws
   */
  void end(MediaException why) {
    Optional<WriteLoop> now = running;
    if (now.isPresent() && !stopped && !complete(now.get().parts())) {
      failed(why);
    }
    stop();
  }

  /** Whether all frames are captured, and none of them waits until somebody asks for it. */
  private static boolean complete(WriteLoop.Parts parts) {
    return parts.capture().ending() && !parts.gate().waits();
  }

  /**
   * Waits until file and device are closed. When the time is over, closes the file from here.
   *
   * @return false if the recording has still not ended then
   */
  boolean settle(Duration time) throws InterruptedException {
    if (ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      return true;
    }
    Optional<WriteLoop> now = running;
    if (now.isPresent()) {
      try {
        now.get().parts().file().close();
      } catch (MediaException e) {
        failed(e);
      } catch (RuntimeException e) {
        failed(MediaException.of(MediaException.Code.IO, "closing the file failed: " + e, e));
      }
    }
    return ended.await(1, TimeUnit.SECONDS);
  }

  /** What ended it, if that was a failure. */
  Optional<MediaException> failure() {
    synchronized (outcomeLock) {
      return outcome;
    }
  }

  /** The first failure is the outcome; what follows from it is attached. */
  private void failed(MediaException e) {
    synchronized (outcomeLock) {
      if (settled) {
        return;
      }
      if (outcome.isEmpty()) {
        outcome = Optional.of(e);
      } else if (outcome.get() != e) {
        outcome.get().addSuppressed(e);
      }
    }
  }

  private void finish(Consumer<RecordingTask> onEnd) {
    synchronized (outcomeLock) {
      settled = true;
    }
    try {
      last = snapshot(running.orElseThrow().parts());
    } finally {
      running = Optional.empty();
      onEnd.accept(this);
      events.onEvent(MediaEvent.of(MediaEvent.Kind.RECORDING_ENDED, this + outcome()));
      ended.countDown();
    }
  }

  private String outcome() {
    return failure().map(e -> " failed: " + e.getMessage()).orElse(" has ended");
  }

  private void throwOutcome() throws MediaException {
    Optional<MediaException> failure = failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static RecordingStatistics snapshot(WriteLoop.Parts parts) {
    Progress.Count count = parts.progress().count();
    MuxerStatistics muxer = parts.file().statistics();
    FrameQueue.Fill fill = parts.queue().fill();
    return RecordingStatistics.builder()
        .written(count.video(), count.audio(), muxer.fileBytes(), count.time())
        .queue(fill.now(), fill.capacity(), fill.peak(), fill.waits())
        .missing(parts.capture().framesDropped(), count.refused())
        .leftOut(parts.leftOut().count())
        .began(count.began())
        .build();
  }
}
