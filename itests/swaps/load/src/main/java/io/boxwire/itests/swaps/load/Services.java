package io.boxwire.itests.swaps.load;

import io.boxwire.api.MediaException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** Waits for services. */
final class Services {
  private static final long PATIENCE_MILLIS = 20_000;

  /** Something that may be tried again. */
  @FunctionalInterface
  interface Attempt {
    boolean succeeds() throws MediaException;
  }

  private final BundleContext context;

  Services(BundleContext context) {
    this.context = context;
  }

  /** Waits for a service of a type, and of a filter if it is not empty. */
  <T> T get(Class<T> type, String filter) throws InterruptedException {
    String all = "(&(objectClass=" + type.getName() + ")" + filter + ")";
    try {
      ServiceTracker<T, T> tracker = new ServiceTracker<>(context, context.createFilter(all), null);
      tracker.open();
      try {
        T service = tracker.waitForService(PATIENCE_MILLIS);
        if (service == null) {
          throw new IllegalStateException("no service " + all);
        }
        return service;
      } finally {
        tracker.close();
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(all, e);
    }
  }

  /** Tries again until it succeeds. */
  void await(Class<?> what, Attempt attempt) throws MediaException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!attempt.succeeds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no use of " + what.getName());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
