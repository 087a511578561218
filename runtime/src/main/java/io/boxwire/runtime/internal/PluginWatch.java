package io.boxwire.runtime.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the plugin folder twice a second while a long command runs.
 *
 * <p>Looking, not listening: it costs a few microseconds, works on every file system, and tells a
 * jar that is still being copied from one that has settled. Felix File Install does the same job
 * and adds two seconds to an orderly stop.
 */
final class PluginWatch {
  private static final long INTERVAL_MILLIS = 500;

  private final CountDownLatch ended = new CountDownLatch(1);

  private PluginWatch() {}

  /**
   * Starts watching if the process is a long one.
   *
   * @param plugins the folder to look at
   * @param mode how long the process lives
   * @return the watch, to be ended when the command has ended
   */
  static PluginWatch start(PluginFolder plugins, Settings.Mode mode) {
    PluginWatch watch = new PluginWatch();
    if (mode == Settings.Mode.LONG) {
      Thread thread = new Thread(() -> watch.look(plugins), "boxwire-plugins");
      thread.setDaemon(true);
      thread.start();
    }
    return watch;
  }

  private void look(PluginFolder plugins) {
    try {
      while (!ended.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        plugins.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops looking; a look in progress is finished. */
  void end() {
    ended.countDown();
  }
}
