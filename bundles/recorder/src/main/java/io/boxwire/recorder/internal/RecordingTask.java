package io.boxwire.recorder.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.TrackFormat;
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
 */
final class RecordingTask implements Recording {
  /** How long a stopped device may take to end a read before its frames are no longer awaited. */
  private static final Duration READ_END = Duration.ofSeconds(1);

  private final String name;
  private final List<Path> files;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object outcomeLock = new Object();
  private Optional<MediaException> outcome = Optional.empty();
  private boolean settled;
  private volatile Optional<WriteLoop.Parts> parts;
  private volatile RecordingStatistics last = RecordingStatistics.builder().build();

  /**
   * Makes a recording that is not started yet.
   *
   * @param request what is recorded
   * @param session the open device, from here on this recording's
   * @param file the new file, from here on this recording's
   */
  RecordingTask(RecordingRequest request, CaptureSession session, OutputFile file) {
    this.name = file.path().map(Path::toString).orElse(request.device());
    this.files = file.path().map(List::of).orElse(List.of());
    FrameQueue queue = new FrameQueue(request.queueCapacity());
    List<TrackFormat> formats = List.copyOf(session.tracks());
    this.parts =
        Optional.of(
            new WriteLoop.Parts(
                formats,
                queue,
                new CaptureLoop(session, formats.size(), queue, this::failed),
                file,
                new RecordingLimit(formats, request),
                new Progress()));
  }

  /**
   * Starts both threads.
   *
   * @param listener is told of events
   * @param onEnd runs when all is closed, before anybody who waits is told
   */
  void start(MediaListener listener, Consumer<RecordingTask> onEnd) {
    WriteLoop.Parts running = parts.orElseThrow();
    WriteLoop writer = new WriteLoop(running, listener, this::failed, () -> finish(onEnd));
    RecorderThreads.start("boxwire-write " + name, writer);
    RecorderThreads.start("boxwire-capture " + name, running.capture());
  }

  @Override
  public State state() {
    Optional<WriteLoop.Parts> running = parts;
    if (running.isPresent()) {
      return running.get().capture().ending() ? State.STOPPING : State.RUNNING;
    }
    return failure().isEmpty() ? State.ENDED : State.FAILED;
  }

  @Override
  public void stop() {
    parts.ifPresent(
        running -> {
          running.queue().endWithin(READ_END);
          running.capture().stop();
        });
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
    return parts.map(RecordingTask::snapshot).orElse(last);
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
    if (state() == State.RUNNING) {
      failed(why);
    }
    stop();
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
    Optional<WriteLoop.Parts> running = parts;
    if (running.isPresent()) {
      try {
        running.get().file().close();
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
      last = snapshot(parts.orElseThrow());
    } finally {
      parts = Optional.empty();
      onEnd.accept(this);
      ended.countDown();
    }
  }

  private void throwOutcome() throws MediaException {
    Optional<MediaException> failure = failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static RecordingStatistics snapshot(WriteLoop.Parts running) {
    Progress.Count count = running.progress().count();
    MuxerStatistics muxer = running.file().statistics();
    FrameQueue.Fill fill = running.queue().fill();
    return RecordingStatistics.builder()
        .written(count.video(), count.audio(), muxer.fileBytes(), count.time())
        .queue(fill.now(), fill.capacity(), fill.peak(), fill.waits())
        .missing(running.capture().framesDropped(), count.refused())
        .build();
  }
}
