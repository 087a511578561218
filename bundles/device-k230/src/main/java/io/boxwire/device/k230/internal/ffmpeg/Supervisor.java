package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.internal.device.FrameQueue;
import io.boxwire.device.k230.internal.ffmpeg.ChildRun.End;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a session's child and starts another when it is needed, until the session is closed, the
 * media are at their end, or the device has failed. Runs on a thread of its own; an interrupt tells
 * it to end the child and itself.
 */
final class Supervisor implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final String device;
  private final Launcher launcher;
  private final Policy policy;
  private final FrameQueue queue;
  private final Backoff backoff;
  private ChildRun run;
  private volatile boolean letGo = true;

  /** Starts children. */
  @FunctionalInterface
  interface Launcher {
    /** Starts one; a {@link MediaException} if it can't be started. */
    ChildRun launch() throws MediaException;
  }

  /**
   * Makes a supervisor.
   *
   * @param device the {@code device.id}, for the log
   * @param launcher starts further children
   * @param policy what to do when
   * @param queue is told of the end
   * @param run the first child, which delivers
   */
  Supervisor(String device, Launcher launcher, Policy policy, FrameQueue queue, ChildRun run) {
    this.device = device;
    this.launcher = launcher;
    this.policy = policy;
    this.queue = queue;
    this.backoff = policy.backoff();
    this.run = run;
  }

  @Override
  public void run() {
    try {
      Optional<MediaException> failure = watch();
      failure.map(this::named).ifPresentOrElse(queue::fail, queue::end);
    } catch (InterruptedException e) {
      // The session is being closed: nobody waits for frames any more.
      queue.end();
    } catch (RuntimeException | Error e) {
      queue.fail(MediaException.of(Code.DEVICE_FAILED, "watching ffmpeg failed: " + e, e));
      throw e;
    } finally {
      // A child is ended in order, interrupted or not.
      Thread.interrupted();
      letGo = run.end() && letGo;
    }
  }

  /** Everything of every child has ended. */
  boolean letGo() {
    return letGo;
  }

  /** Keeps a child running; returns why there is none any more, or nothing at the media's end. */
  private Optional<MediaException> watch() throws InterruptedException {
    while (true) {
      End end = run.awaitEnd(policy.stall());
      letGo = run.end() && letGo;
      if (end.kind() == End.Kind.FINISHED && policy.restart() != Policy.Restart.ALWAYS) {
        return Optional.empty();
      }
      if (end.kind() == End.Kind.REFUSED || policy.restart() == Policy.Restart.NEVER) {
        return Optional.of(end.cause());
      }
      backoff.ran(run.delivered());
      Optional<MediaException> failure = startAgain(end.cause());
      if (failure.isPresent()) {
        return failure;
      }
    }
  }

  /** Starts children until one delivers; returns why none will. */
  private Optional<MediaException> startAgain(MediaException why) throws InterruptedException {
    MediaException reason = why;
    for (Optional<Duration> wait = backoff.next(); wait.isPresent(); wait = backoff.next()) {
      LOG.warn(
          "capture device {}: {}; ffmpeg is started again in {} s, {}",
          device,
          reason.getMessage(),
          wait.get().toMillis() / 1000.0,
          backoff);
      TimeUnit.NANOSECONDS.sleep(wait.get().toNanos());
      Optional<End> end = launch();
      if (end.isEmpty()) {
        LOG.info("capture device {}: ffmpeg delivers again", device);
        return Optional.empty();
      }
      reason = end.get().cause();
      if (end.get().kind() == End.Kind.REFUSED) {
        return Optional.of(reason);
      }
    }
    return Optional.of(
        MediaException.of(
            Code.DEVICE_FAILED,
            "ffmpeg was started " + policy.attempts() + " times in vain: " + reason.getMessage(),
            reason));
  }

  private MediaException named(MediaException e) {
    return MediaException.of(
        Code.DEVICE_FAILED, "capture device " + device + ": " + e.getMessage(), e);
  }

  private Optional<End> launch() throws InterruptedException {
    try {
      run = launcher.launch();
    } catch (MediaException e) {
      return Optional.of(new End(End.Kind.BROKEN, e));
    }
    Optional<End> end = run.awaitFirst(policy.start());
    if (end.isPresent()) {
      letGo = run.end() && letGo;
    }
    return end;
  }
}
