package io.boxwire.runtime.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The service {@code io.boxwire.api.CommandLine}, called by reflection.
 *
 * <p>The interface is a class of the api bundle, which is replaceable like every other; on the
 * launcher's own class path it would be pinned, so the launcher names it and does not link to it.
 */
final class CommandService {
  static final String INTERFACE = "io.boxwire.api.CommandLine";

  private static final long WAIT_MILLIS = 5_000;

  private final Object service;
  private final Class<?> type;
  private final Class<?> streams;

  private CommandService(Object service, Class<?> type, Class<?> streams) {
    this.service = service;
    this.type = type;
    this.streams = streams;
  }

  /** There is no service that can be called; the message says why. */
  static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Waits for the service, which is normally there once the framework has started.
   *
   * @param framework the started framework
   * @return the service
   * @throws InterruptedException if this thread was interrupted while it waited
   * @throws Unavailable if there is none in time
   */
  static CommandService await(EmbeddedFramework framework)
      throws InterruptedException, Unavailable {
    BundleContext context = framework.context();
    ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, INTERFACE, null);
    // All services: the launcher has no wire to the package of the interface, and needs none.
    tracker.open(true);
    if (tracker.waitForService(WAIT_MILLIS) == null) {
      throw new Unavailable("no command service is there; " + notActive(context), null);
    }
    ServiceReference<Object> reference = tracker.getServiceReference();
    try {
      Bundle provider = reference.getBundle();
      return new CommandService(
          tracker.getService(),
          provider.loadClass(INTERFACE),
          provider.loadClass(INTERFACE + "$Streams"));
    } catch (ClassNotFoundException e) {
      throw new Unavailable("the command service does not know " + INTERFACE, e);
    }
  }

  private static String notActive(BundleContext context) {
    List<String> names = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE) {
        names.add(bundle.getSymbolicName());
      }
    }
    return names.isEmpty() ? "all bundles are active" : "not active: " + String.join(", ", names);
  }

  /**
   * Runs a command.
   *
   * @param arguments the command and its arguments
   * @param in standard input
   * @param out standard output
   * @param err standard error
   * @param columns the width of the terminal that shows standard error; 0 if it is not a terminal
   * @return the command's status
   * @throws InterruptedException if this thread was interrupted, after the command has closed its
   *     files
   * @throws Unavailable if the service is not of the expected shape, or throws what it may not
   */
  int run(List<String> arguments, InputStream in, OutputStream out, PrintStream err, int columns)
      throws InterruptedException, Unavailable {
    try {
      Object given =
          streams
              .getMethod("of", InputStream.class, OutputStream.class, PrintStream.class)
              .invoke(null, in, out, err);
      if (columns > 0) {
        given = streams.getMethod("onTerminal", int.class).invoke(given, columns);
      }
      return (Integer) type.getMethod("run", List.class, streams).invoke(service, arguments, given);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      e.getCause().printStackTrace(err);
      throw new Unavailable("the command failed by a defect in it", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new Unavailable("the command service is of another version: " + e.getMessage(), e);
    }
  }
}
