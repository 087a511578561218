package io.boxwire.itests.felix;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A registry of meters. A class of its own: nothing loads it before Micrometer is installed. */
final class MonitorMeters {
  private final BundleContext context;
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private ServiceRegistration<MeterRegistry> registration;

  MonitorMeters(BundleContext context) {
    this.context = context;
    offer();
  }

  void offer() {
    registration = context.registerService(MeterRegistry.class, registry, null);
  }

  void withdraw() {
    registration.unregister();
  }

  int count() {
    return registry.getMeters().size();
  }

  /** The sum of the counters of a name that a recording has. */
  double value(String name, String recording) {
    return registry.find(name).tag("recording", recording).functionCounters().stream()
        .mapToDouble(FunctionCounter::count)
        .sum();
  }
}
