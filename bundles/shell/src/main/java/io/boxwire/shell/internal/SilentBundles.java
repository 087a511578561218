package io.boxwire.shell.internal;

import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The bundles that could offer parts and do not, since they are not active. */
final class SilentBundles {
  private static final String CONTRACTS = "io.boxwire.api";

  private SilentBundles() {}

  /** Lists those that have to do with the contracts, as parts of the kind {@code bundle}. */
  static List<Parts.Part> of(BundleContext context) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
        .filter(SilentBundles::hasToDoWithUs)
        .map(SilentBundles::part)
        .toList();
  }

  /** By the manifest alone: a bundle that does not resolve has no wires to look at. */
  private static boolean hasToDoWithUs(Bundle bundle) {
    return header(bundle, Constants.FRAGMENT_HOST).isEmpty()
        && (header(bundle, Constants.IMPORT_PACKAGE).contains(CONTRACTS)
            || header(bundle, Constants.EXPORT_PACKAGE).contains(CONTRACTS));
  }

  private static String header(Bundle bundle, String name) {
    String value = bundle.getHeaders("").get(name);
    return value == null ? "" : value;
  }

  private static Parts.Part part(Bundle bundle) {
    return new Parts.Part(
        "bundle",
        "-",
        String.valueOf(bundle.getSymbolicName()),
        bundle.getVersion().toString(),
        0,
        state(bundle));
  }

  private static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.INSTALLED -> "not resolved: what it imports is missing, or it was just updated";
      case Bundle.RESOLVED -> "stopped";
      case Bundle.STARTING -> "starting";
      case Bundle.STOPPING -> "stopping";
      default -> "uninstalled";
    };
  }
}
