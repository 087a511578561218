package io.boxwire.itests.swaps.load;

import io.boxwire.api.RecordingListener;
import io.boxwire.api.capture.CaptureDevice;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Offers a service that takes orders and answers them, lines of text both. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LoadActivator implements BundleActivator {
  /** How many recordings may be asked for by configuration. */
  private static final int CAMERAS = 4;

  private final Map<String, Loop> loops = new ConcurrentHashMap<>();
  private Services services;
  private Runs runs;

  @Override
  public void start(BundleContext context) {
    services = new Services(context);
    runs = new Runs(context, services);
    String events = System.getProperty(EventLog.FILE);
    if (events != null) {
      context.registerService(RecordingListener.class, new EventLog(Path.of(events)), null);
      for (int i = 1; i <= CAMERAS; i++) {
        CaptureDevice device = new LiveDevice("live" + i);
        context.registerService(
            CaptureDevice.class,
            device,
            new Hashtable<>(Map.of(CaptureDevice.DEVICE_ID, device.id())));
      }
    }
    UnaryOperator<String> orders = this::follow;
    context.registerService(
        UnaryOperator.class, orders, new Hashtable<>(Map.of("load", "boxwire.swaps")));
  }

  @Override
  public void stop(BundleContext context) {
    runs.close();
  }

  private String follow(String line) {
    Order order = Order.parse(line);
    try {
      return switch (order.verb()) {
        case "allow" -> {
          runs.allow(order.number("frames", 0));
          yield "";
        }
        case "record" -> {
          runs.record(order);
          yield "";
        }
        case "mux" -> {
          runs.mux(order);
          yield "";
        }
        case "count" -> Long.toString(runs.count(order));
        case "end" -> {
          runs.end(order);
          yield "";
        }
        case "await" -> runs.await(order);
        case "read" -> {
          loops.put(order.verb(), Loop.reading(services, Path.of(order.get("file"))));
          yield "";
        }
        case "command" -> {
          loops.put(order.verb(), Loop.commanding(services, Path.of(order.get("file"))));
          yield "";
        }
        case "finish" -> loops.remove(order.get("name")).end();
        default -> throw new IllegalArgumentException(line);
      };
    } catch (Exception e) {
      // Its class is not known to whoever gave the order.
      throw new IllegalStateException(line + ": " + e, e);
    }
  }
}
