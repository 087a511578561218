package io.boxwire.itests.swaps.steering;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Gives the load its orders. Holds nothing of it between two of them. */
final class Load {
  private static final String FILTER = "(load=boxwire.swaps)";

  private final BundleContext context;

  Load(BundleContext context) {
    this.context = context;
  }

  /** Gives an order once there is somebody to follow it, and returns the answer. */
  String order(String line) {
    Waiting.until("the load", () -> !references().isEmpty());
    ServiceReference<?> reference = references().iterator().next();
    @SuppressWarnings("unchecked")
    UnaryOperator<String> load = (UnaryOperator<String>) context.getService(reference);
    try {
      return load.apply(line);
    } finally {
      context.ungetService(reference);
    }
  }

  /** An answer that is made of values with names. */
  Map<String, String> ask(String line) {
    Map<String, String> values = new HashMap<>();
    for (String word : order(line).split(" ")) {
      int at = word.indexOf('=');
      values.put(word.substring(0, at), word.substring(at + 1));
    }
    return values;
  }

  @SuppressWarnings("rawtypes")
  private Collection<ServiceReference<UnaryOperator>> references() {
    try {
      return context.getServiceReferences(UnaryOperator.class, FILTER);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(FILTER, e);
    }
  }
}
