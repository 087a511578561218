package io.boxwire.muxer.internal;

import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Says whether the muxer itself is about to end, so that no codec plugin will come for it: the
 * framework stops, its own bundle does, or the package that it shares with plugins is to be
 * refreshed. A plugin that comes after that is wired to the package's new revision.
 *
 * <p>A plugin that leaves alone and one that leaves first in a stop of everything look the same;
 * this is what makes the difference.
 */
final class Ending implements Supplier<Ending.Reach> {
  /** What is about to end. */
  enum Reach {
    /** Nothing. */
    NOTHING,
    /** The muxer alone: another one may go on. */
    MUXER,
    /** The framework, or all that share the muxer's API. */
    ALL
  }

  private final Bundle own;
  private final Bundle framework;
  private final List<BundleWiring> exporters;

  Ending(BundleContext context) {
    this.own = context.getBundle();
    this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    this.exporters =
        own.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
            .filter(wire -> packageOf(wire).equals(CodecPlugin.class.getPackageName()))
            .map(BundleWire::getProviderWiring)
            .toList();
  }

  private static Object packageOf(BundleWire wire) {
    return wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
  }

  @Override
  public Reach get() {
    if (framework.getState() == Bundle.STOPPING
        || !exporters.stream().allMatch(BundleWiring::isCurrent)) {
      return Reach.ALL;
    }
    boolean here = (own.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    return here ? Reach.NOTHING : Reach.MUXER;
  }
}
