package io.boxwire.itests.swaps.steering;

import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Finds bundles. */
final class Bundles {
  private Bundles() {}

  /** The bundle of a symbolic name. */
  static Bundle of(BundleContext context, String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no bundle " + symbolicName));
  }
}
