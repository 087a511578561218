package io.boxwire.muxer.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle of the muxer, as far as the muxer asks: states, and whether its wiring is current. */
final class FakeBundle {
  private final AtomicInteger frameworkState;
  private final AtomicInteger ownState;
  private final AtomicBoolean current = new AtomicBoolean(true);

  private FakeBundle(AtomicInteger frameworkState, AtomicInteger ownState) {
    this.frameworkState = frameworkState;
    this.ownState = ownState;
  }

  static FakeBundle of(AtomicInteger frameworkState, AtomicInteger ownState) {
    return new FakeBundle(frameworkState, ownState);
  }

  /** The package shared with plugins is exported by another revision from now on. */
  void exporterIsUpdated() {
    current.set(false);
  }

  BundleContext context() {
    Bundle framework = fake(Bundle.class, Map.of("getState", none -> frameworkState.get()));
    Bundle own =
        fake(Bundle.class, Map.of("getState", n -> ownState.get(), "adapt", n -> wiring()));
    return fake(
        BundleContext.class,
        Map.of("getBundle", arguments -> arguments.length == 0 ? own : framework));
  }

  private BundleWiring wiring() {
    AtomicBoolean never = new AtomicBoolean();
    return fake(
        BundleWiring.class,
        Map.of(
            "getRequiredWires",
            none -> List.of(wire("io.boxwire.api.codec", current), wire("other", never))));
  }

  private static BundleWire wire(String exported, AtomicBoolean current) {
    BundleCapability capability =
        fake(
            BundleCapability.class,
            Map.of("getAttributes", none -> Map.of(PackageNamespace.PACKAGE_NAMESPACE, exported)));
    BundleWiring exporter = fake(BundleWiring.class, Map.of("isCurrent", none -> current.get()));
    return fake(
        BundleWire.class,
        Map.of("getCapability", none -> capability, "getProviderWiring", none -> exporter));
  }

  private static <T> T fake(Class<T> type, Map<String, Function<Object[], ?>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers
                    .get(method.getName())
                    .apply(arguments == null ? new Object[0] : arguments)));
  }
}
