package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.fixtures.Waits;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MuxerThreadsTest {
  private static Thread ended(ClassLoader loader) throws Exception {
    Thread maker = Thread.currentThread();
    ClassLoader before = maker.getContextClassLoader();
    maker.setContextClassLoader(loader);
    try {
      Thread thread = MuxerThreads.daemon("ends", () -> {});
      thread.start();
      thread.join();
      return thread;
    } finally {
      maker.setContextClassLoader(before);
    }
  }

  @Test
  void daemon_ended_holdsNoClassLoader() throws Exception {
    URLClassLoader loader = new URLClassLoader(new URL[0]);
    WeakReference<ClassLoader> makers = new WeakReference<>(loader);
    Thread thread = ended(loader);
    loader.close();
    loader = null;

    Waits.until(
        () -> {
          System.gc();
          return makers.get() == null;
        });
    assertThat(thread.getContextClassLoader()).isNull();
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void daemon_ended_holdsNothingOfItsWork() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    Runnable work = () -> ran.set(true);
    WeakReference<Runnable> held = new WeakReference<>(work);
    Thread thread = MuxerThreads.daemon("ends", work);
    work = null;
    thread.start();
    thread.join();

    Waits.until(
        () -> {
          System.gc();
          return held.get() == null;
        });
    assertThat(ran).isTrue();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void daemon_workFails_handlerIsTold() throws Exception {
    IllegalStateException failure = new IllegalStateException("of the work");
    AtomicReference<Throwable> told = new AtomicReference<>();
    Thread thread =
        MuxerThreads.daemon(
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
