package io.boxwire.itests.swaps.load;

import java.util.Hashtable;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Offers a service that takes orders and answers them, lines of text both. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LoadActivator implements BundleActivator {
  private Runs runs;

  @Override
  public void start(BundleContext context) {
    runs = new Runs(context, new Services(context));
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
        default -> throw new IllegalArgumentException(line);
      };
    } catch (Exception e) {
      // Its class is not known to whoever gave the order.
      throw new IllegalStateException(line + ": " + e, e);
    }
  }
}
