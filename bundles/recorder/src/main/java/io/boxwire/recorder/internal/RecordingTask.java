package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One recording: starts its two loops, ends them, and keeps the outcome. When it has ended it holds
 * neither device nor muxer, however long somebody holds the recording.
 *
 * <p>One that is stopped before it begins has loops all the same, for a moment: they close what was
 * opened, as they always do.
 */
final class RecordingTask implements Recording {
  /** How long a stopped device may take to end a read before its frames are no longer awaited. */
  private static final Duration READ_END = Duration.ofSeconds(1);

  /** How long is waited for a recording whose file was closed under its hands. */
  private static final Duration AFTER_CLOSE = Duration.ofSeconds(1);

  private static final long AGAIN_NANOS = 1_000_000;

  private final RecordingRequest request;
  private final RecordingEvents events;
  private final String name;
  private final NextFile files;
  private final Writers writers;
  private final Threads threads;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object outcomeLock = new Object();

  /** What it failed with first, or {@code null}: noted without a need for memory. */
  private MediaException outcome;

  private boolean settled;
  private final Object startLock = new Object();
  private boolean writing;
  private boolean capturing;
  private volatile boolean stopped;
  private volatile boolean begun;

  /** Whether there was no thread for it, so that it ended at once. */
  private volatile boolean withoutThreads;

  private volatile Optional<WriteLoop> running;
  private long lostAtTheEnd;

  /** Made while there is memory. */
  private final MediaException noMemory =
      MediaException.of(
          MediaException.Code.IO, "the statistics are lost: java.lang.OutOfMemoryError");

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
    this.request = request;
    this.events = opened.events();
    this.name =
        request.name().orElse(opened.file().path().map(Path::toString).orElse(request.device()));
    this.files = opened.opener();
    this.writers = opened.writers();
    this.threads = opened.threads();
    RecordingParts parts = RecordingParts.of(request, opened, gate, this::failed);
    this.running =
        Optional.of(new WriteLoop(parts, this::startCapturing, this::failed, () -> finish(onEnd)));
    events.attach(this::status);
  }

  /**
   * Starts capturing and writing. A second call does nothing.
   *
   * @throws MediaException {@code CLOSED} if the recording was stopped; {@code IO} if the system
   *     gives no thread for it, and all is closed; or what it ended with
   */
  void begin() throws MediaException {
    if (stopped || running.isEmpty()) {
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
    }
    events.onEvent(MediaEvent.of(MediaEvent.Kind.RECORDING_STARTED, this + " has begun"));
    startThreads();
    if (withoutThreads) {
      throwOutcome();
    }
    files.look();
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
    if (now.get().parts().files().waitsFor().isPresent()) {
      return State.WAITING;
    }
    return begun ? State.RUNNING : State.OPEN;
  }

  @Override
  public void stop() {
    synchronized (startLock) {
      stopped = true;
    }
    running.map(WriteLoop::parts).ifPresent(RecordingTask::stop);
    startThreads();
  }

  private static void stop(RecordingParts parts) {
    parts.capture().stop();
    parts.queue().endWithin(READ_END);
    parts.gate().close();
    parts.queue().wake();
  }

  /** The muxer service that it uses. */
  Optional<MuxerFactory> muxer() {
    return running.flatMap(writer -> writer.parts().muxer().used());
  }

  /** Whether it uses a muxer service. */
  boolean uses(MuxerFactory service) {
    return muxer().filter(used -> used == service).isPresent();
  }

  /**
   * Says that a muxer service goes away. If the recording uses it, its file is closed soon, and it
   * goes on with another.
   *
   * @return whether it is used
   */
  boolean muxerGoes(MuxerFactory service) {
    Optional<WriteLoop> now = running;
    boolean used = now.isPresent() && now.get().parts().muxer().goes(service);
    if (used) {
      look();
    }
    return used;
  }

  /**
   * Waits until a muxer that goes away is not used any more. When the time is over, closes its file
   * from here.
   */
  void awaitMuxerGone(Duration time) throws InterruptedException {
    Optional<WriteLoop> now = running;
    if (now.isPresent() && !now.get().parts().muxer().awaitLetGo(time)) {
      closeFile(now.get().parts());
      now.get().parts().muxer().awaitLetGo(AFTER_CLOSE);
    }
  }

  /** Something has changed that the writer may wait for: it looks at once. */
  void look() {
    running
        .map(WriteLoop::parts)
        .ifPresent(
            parts -> {
              parts.queue().wake();
              parts.gate().wake();
              startWriting();
            });
  }

  /** A repairer has come: files that were left open earlier can be repaired. */
  void repairerCame() {
    files.look();
  }

  private void startThreads() {
    startWriting();
    startCapturing();
  }

  /** Starts the writing, which a recording that has not begun needs to close its file. */
  private void startWriting() {
    WriteLoop writer;
    synchronized (startLock) {
      Optional<WriteLoop> now = running;
      if (writing || now.isEmpty()) {
        return;
      }
      writing = true;
      writer = now.get();
    }
    try {
      writers.begin(writer);
    } catch (OutOfMemoryError e) {
      writeHere(writer, e);
    }
  }

  /** Ends a recording for which there is no writing thread, on the one that wanted to start it. */
  private void writeHere(WriteLoop writer, OutOfMemoryError why) {
    try {
      if (!stopped) {
        noThread(why);
      }
    } finally {
      stopped = true;
      stop(writer.parts());
      startCapturing();
      while (writer.turn(() -> {})) {
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
  }

  /** Notes that there is no thread for this recording. */
  private void noThread(OutOfMemoryError why) {
    withoutThreads = true;
    failed(MediaException.of(MediaException.Code.IO, this + " gets no thread: " + why, why));
  }

  /**
   * Starts the capturing thread, which closes the device even where it captures nothing; one that
   * has gone and is needed again.
   */
  private void startCapturing() {
    CaptureLoop capture;
    Runnable work;
    synchronized (startLock) {
      // Read once: the writer may end meanwhile.
      Optional<WriteLoop> now = running;
      if (now.isEmpty()) {
        return;
      }
      capture = now.get().parts().capture();
      if (!capturing) {
        capturing = true;
        work = capture;
      } else if (capture.takeUp()) {
        work = capture::end;
      } else {
        return;
      }
    }
    try {
      threads.start("boxwire-capture " + name, work);
    } catch (OutOfMemoryError e) {
      captureHere(capture, work, e);
    }
  }

  /** Does what is left to do without a capturing thread: the device is closed. */
  private void captureHere(CaptureLoop capture, Runnable work, OutOfMemoryError why) {
    try {
      if (!capture.stopping()) {
        noThread(why);
      }
    } finally {
      capture.stop();
      work.run();
    }
  }

  /** How it stands. */
  RecordingStatus status() {
    return RecordingStatus.of(name, RecordingStatus.Origin.CALL, request, state())
        .failure(failure().map(MediaException::getMessage))
        .statistics(statistics())
        .files(files())
        .waitsFor(running.flatMap(writer -> writer.parts().files().waitsFor()))
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
    return files.files();
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
      // Whoever stops a part may be about to stop all: a codec or muxer that left before can't come
      // as long as this one is waited for.
      hurry();
    }
    stop();
  }

  /** Waits no more for a part that is missing: what can't be done without it is not done. */
  void hurry() {
    running
        .map(WriteLoop::parts)
        .ifPresent(
            parts -> {
              parts.muxer().hurry();
              parts.files().current().ifPresent(OutputFile::hurry);
            });
    look();
  }

  /** Whether it was started with a request, the very object. */
  boolean isOf(RecordingRequest asked) {
    return request == asked;
  }

  /** Ends the recording as {@link #end}, without a wait for a part that is missing. */
  void endNow(MediaException why) {
    running.ifPresent(writer -> writer.parts().muxer().hurry());
    end(why);
  }

  /** Whether all frames are captured, and none of them waits until somebody asks for it. */
  private static boolean complete(RecordingParts parts) {
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
    running.map(WriteLoop::parts).ifPresent(this::closeFile);
    return ended.await(AFTER_CLOSE.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends what the muxer is at. On a thread of its own, since that may never return. */
  private void closeFile(RecordingParts parts) {
    Optional<OutputFile> file = parts.files().current();
    if (file.isPresent()) {
      file.get().hurry();
      threads.start("boxwire-close " + name, () -> close(file.get()));
    }
  }

  private void close(OutputFile file) {
    try {
      file.close();
    } catch (MediaException e) {
      failed(e);
    } catch (RuntimeException | Error e) {
      failed(MediaException.of(MediaException.Code.IO, "closing the file failed: " + e, e));
    }
  }

  /** What ended it, if that was a failure. */
  Optional<MediaException> failure() {
    synchronized (outcomeLock) {
      return Optional.ofNullable(outcome);
    }
  }

  /** The first failure is the outcome; what follows from it is attached. */
  private void failed(MediaException e) {
    synchronized (outcomeLock) {
      if (settled) {
        return;
      }
      if (outcome == null) {
        outcome = e;
      } else if (outcome != e) {
        attach(e);
      }
    }
  }

  private void attach(MediaException e) {
    try {
      outcome.addSuppressed(e);
    } catch (OutOfMemoryError none) {
      // The first failure says why the recording ended; this one only followed it.
      return;
    }
  }

  private void finish(Consumer<RecordingTask> onEnd) {
    try {
      files.end();
      RecordingParts parts = running.orElseThrow().parts();
      lostAtTheEnd = parts.losses().atTheEnd();
      last = snapshot(parts);
    } catch (RuntimeException | Error e) {
      // Without its statistics nobody could tell what it has lost.
      failed(statisticsLost(e));
    } finally {
      synchronized (outcomeLock) {
        settled = true;
      }
      running = Optional.empty();
      try {
        onEnd.accept(this);
        tellEnd();
      } finally {
        ended.countDown();
      }
    }
  }

  private MediaException statisticsLost(Throwable e) {
    try {
      return MediaException.of(MediaException.Code.IO, "the statistics are lost: " + e, e);
    } catch (OutOfMemoryError more) {
      return noMemory;
    }
  }

  private void tellEnd() {
    MediaEvent end = MediaEvent.of(MediaEvent.Kind.RECORDING_ENDED, this + outcome() + lost());
    events.onEvent(lostAtTheEnd > 0 ? end.withFrames(lostAtTheEnd) : end);
  }

  private String lost() {
    // A failure says itself what it has cost.
    return lostAtTheEnd == 0 || failure().isPresent()
        ? ""
        : "; " + Plural.of(lostAtTheEnd, "captured frame", " is", " are") + " in no file";
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

  private static RecordingStatistics snapshot(RecordingParts parts) {
    Progress.Count count = parts.progress().count();
    FrameQueue.Fill fill = parts.queue().fill();
    CurrentFile.Written written = parts.files().written();
    long now = System.nanoTime();
    return RecordingStatistics.builder()
        .written(count.video(), count.audio(), written.bytes(), count.time())
        .queue(fill.now(), fill.capacity(), fill.peak(), fill.waits())
        .missing(parts.capture().framesDropped(), count.refused())
        .leftOut(parts.leftOut().count())
        .lost(parts.losses().count())
        .writing(parts.times().longest(now), parts.times().last(now))
        .forced(written.forces(), written.longestForce())
        .began(count.began())
        .clock(parts.line().mended(), parts.line().ahead())
        .spans(parts.progress().spans(parts.tracks().count()))
        .build();
  }
}
