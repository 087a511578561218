package io.boxwire.runtime.internal;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;

/**
 * Knows when Gogo's shell has begun.
 *
 * <p>It begins with a command line of its own, on a thread of its own. If the framework is stopped
 * meanwhile, as after an input without lines, that line's commands are gone before it is run, and
 * Gogo prints a stack trace. The line is ours to lengthen: it ends with a command of this class.
 */
final class GogoStart {
  /** What Gogo adds to its line: lines, prompt and the end of the framework are left to us. */
  static final String ARGUMENTS = "--nointeractive --noshutdown; boxwire:countDown";

  private static final long MOST_SECONDS = 10;

  private final CountDownLatch begun = new CountDownLatch(1);

  private GogoStart() {}

  /**
   * Offers the command.
   *
   * @param context of a framework that is not started yet, with {@link #ARGUMENTS}
   */
  static GogoStart watch(BundleContext context) {
    GogoStart start = new GogoStart();
    context.registerService(
        CountDownLatch.class,
        start.begun,
        new Hashtable<>(
            Map.of("osgi.command.scope", "boxwire", "osgi.command.function", "countDown")));
    return start;
  }

  /**
   * Waits until it has begun, on a framework that is started.
   *
   * @return whether it has
   */
  boolean await() throws InterruptedException {
    return begun.await(MOST_SECONDS, TimeUnit.SECONDS);
  }
}
