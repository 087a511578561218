package io.boxwire.device.k230.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {
  @Test
  void daemon_ended_holdsNothingOfItsWork() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    Runnable work = () -> ran.set(true);
    WeakReference<Runnable> held = new WeakReference<>(work);
    Thread thread = Threads.daemon("ends", work);
    work = null;
    thread.start();
    thread.join();

    while (held.get() != null) {
      System.gc();
    }
    assertThat(ran).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
  }

  @Test
  void daemon_workFails_handlerIsTold() throws Exception {
    IllegalStateException failure = new IllegalStateException("of the work");
    AtomicReference<Throwable> told = new AtomicReference<>();
    Thread thread =
        Threads.daemon(
            "fails",
            () -> {
              throw failure;
            });
    thread.setUncaughtExceptionHandler((failed, why) -> told.set(why));
    thread.start();
    thread.join();

    assertThat(told).hasValue(failure);
  }
}
