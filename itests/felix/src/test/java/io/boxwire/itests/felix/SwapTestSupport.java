package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The container of {@link FelixTestSupport} with a load, and with what steers it. */
public abstract class SwapTestSupport extends FelixTestSupport {
  /** All that a probe needs; by default it imports whatever it can, and is refreshed with that. */
  private static final String IMPORTS =
      "io.boxwire.itests.swaps.steering,javax.inject,org.junit,org.junit.*,"
          + "org.ops4j.pax.exam,org.ops4j.pax.exam.*,org.osgi.framework,org.osgi.framework.*,"
          + "org.osgi.util.tracker";

  private static final List<String> OF_THE_TEST =
      List.of("io.boxwire.itests.swaps.load", "io.boxwire.itests.swaps.steering");

  @Configuration
  @Override
  public Option[] configuration() {
    return OptionUtils.combine(
        super.configuration(),
        bundle(jars().resolve("asm.jar").toUri().toString()),
        bundle(jar("itests.swaps.steering").toUri().toString()),
        bundle(jar("itests.swaps.load").toUri().toString()).startLevel(90));
  }

  /** Keeps the probe apart from the bundles that are swapped. */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder builder) {
    return builder.setHeader(Constants.DYNAMICIMPORT_PACKAGE, IMPORTS);
  }

  @Before
  public void checkProbe() {
    Bundle probe = FrameworkUtil.getBundle(getClass());
    assertEquals(IMPORTS, probe.getHeaders().get(Constants.DYNAMICIMPORT_PACKAGE));
    List<String> wired =
        Stream.of(probe, wiredSteering())
            .flatMap(bundle -> bundle.adapt(BundleWiring.class).getRequiredWires(null).stream())
            .map(BundleWire::getProvider)
            .map(provider -> provider.getSymbolicName())
            .filter(name -> name.startsWith("io.boxwire.") && !OF_THE_TEST.contains(name))
            .toList();
    assertTrue("the probe imports from " + wired, wired.isEmpty());
  }

  private static Bundle wiredSteering() {
    return FrameworkUtil.getBundle(io.boxwire.itests.swaps.steering.Part.class);
  }

  /** The folder of the jars that revisions are made of. */
  protected static Path jars() {
    return jar("api").getParent();
  }

  /** Where files go that are to be judged later. */
  protected static Path folder(String name) {
    return jars().resolveSibling("swaps").resolve(name);
  }
}
