package io.boxwire.recorder.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The services of one kind: those that Declarative Services has handed over, and those that are
 * registered but not handed over yet. A program may be told of a new service before this bundle is,
 * and expects to be able to use it at once.
 *
 * <p>They are keyed by their reference, so that of two with one name each comes and goes by itself.
 * Safe for use by any number of threads.
 *
 * @param <T> the type of the services
 */
final class Services<T> {
  private final BundleContext context;
  private final Class<T> type;
  private final String filter;
  private final Map<ServiceReference<T>, T> bound = new ConcurrentHashMap<>();

  /**
   * Makes an empty set.
   *
   * @param context of this bundle
   * @param type the type of the services
   * @param filter which of them
   */
  Services(BundleContext context, Class<T> type, String filter) {
    this.context = context;
    this.type = type;
    this.filter = filter;
  }

  void add(ServiceReference<T> reference, T service) {
    bound.put(reference, service);
  }

  void remove(ServiceReference<T> reference) {
    bound.remove(reference);
  }

  /** Those present now, best first; sorted at each call, since a service may change its rank. */
  List<T> bestFirst() {
    Map<ServiceReference<T>, T> present = new HashMap<>(bound);
    for (ServiceReference<T> reference : registered()) {
      // Not given back: the framework does that when the service goes.
      present.computeIfAbsent(reference, context::getService);
    }
    return present.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Iterable<ServiceReference<T>> registered() {
    try {
      return context.getServiceReferences(type, filter);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(filter, e);
    }
  }
}
