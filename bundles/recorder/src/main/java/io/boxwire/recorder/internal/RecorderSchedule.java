package io.boxwire.recorder.internal;

import io.boxwire.recorder.internal.configured.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time of the system, and threads of ours. The thread for what is done later is there only
 * while something is to be done.
 */
final class RecorderSchedule implements Schedule {
  private static final int IDLE_SECONDS = 1;

  private final Threads threads = RecorderThreads::make;
  private final ScheduledThreadPoolExecutor timer;

  RecorderSchedule() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> threads.make("boxwire-recorder-timer", work),
            // What comes when all is closed is no longer of interest.
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Runnable after(Duration pause, Runnable work) {
    ScheduledFuture<?> later = timer.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    return () -> later.cancel(false);
  }

  @Override
  public void run(String name, Runnable work) {
    threads.start("boxwire-start " + name, work);
  }

  /** Ends the thread; nothing is done later any more. */
  void close() {
    timer.shutdown();
  }
}
