package io.boxwire.runtime.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin with a service that the commands find. */
public final class FakePlugin implements BundleActivator {
  static final String SERVICE = "java.lang.Runnable";

  @Override
  public void start(BundleContext context) {
    context.registerService(SERVICE, (Runnable) () -> {}, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }
}
