package io.boxwire.itests.swaps.steering;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Finds bundles, starts and updates them. */
final class Bundles {
  /** What Felix says of it is no code of its own. */
  private static final String BUSY = "Unable to acquire global lock";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Bundles() {}

  /**
   * Starts a bundle. Felix refuses that while another thread resolves and wants a lock of this one,
   * as a search for a dynamic import does; it is then asked again for a while.
   */
  static void start(Bundle bundle) throws BundleException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        bundle.start();
        return;
      } catch (BundleException e) {
        if (!busy(e) || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Updates a bundle; one that is active is so again afterwards, as {@link #start} does it. */
  static void update(Bundle bundle, InputStream jar) throws BundleException {
    try {
      bundle.update(jar);
    } catch (BundleException e) {
      if (!busy(e)) {
        throw e;
      }
      // It was updated, and only its start was refused.
      start(bundle);
    }
  }

  private static boolean busy(BundleException e) {
    return e.getMessage().startsWith(BUSY);
  }

  /** The bundle of a symbolic name. */
  static Bundle of(BundleContext context, String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no bundle " + symbolicName));
  }
}
