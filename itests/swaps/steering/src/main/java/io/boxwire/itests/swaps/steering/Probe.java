package io.boxwire.itests.swaps.steering;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The bundle that a test is put into. By default it imports whatever it can, and would be refreshed
 * together with the bundles that are swapped.
 */
public final class Probe {
  /** All that it needs: the value of its {@code DynamicImport-Package}. */
  public static final String IMPORTS =
      "io.boxwire.itests.swaps.steering,javax.inject,org.junit,org.junit.*,"
          + "org.ops4j.pax.exam,org.ops4j.pax.exam.*,org.osgi.framework,org.osgi.framework.*,"
          + "org.osgi.util.tracker,org.apache.karaf.features";

  private static final List<String> NOT_SWAPPED =
      List.of("io.boxwire.itests.swaps.load", "io.boxwire.itests.swaps.steering");

  private Probe() {}

  /** Fails if the bundle of a test, or that of this class, is wired to one that is swapped. */
  public static void checkApart(Class<?> test) {
    Bundle probe = FrameworkUtil.getBundle(test);
    if (!IMPORTS.equals(probe.getHeaders().get(Constants.DYNAMICIMPORT_PACKAGE))) {
      throw new AssertionError("the probe may import " + probe.getHeaders());
    }
    List<String> wired =
        Stream.of(probe, FrameworkUtil.getBundle(Probe.class))
            .flatMap(bundle -> bundle.adapt(BundleWiring.class).getRequiredWires(null).stream())
            .map(BundleWire::getProvider)
            .map(provider -> provider.getSymbolicName())
            .filter(name -> name.startsWith("io.boxwire.") && !NOT_SWAPPED.contains(name))
            .toList();
    if (!wired.isEmpty()) {
      throw new AssertionError("the probe is wired to " + wired);
    }
  }
}
