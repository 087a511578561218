package io.boxwire.device.k230.internal.device;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;

/**
 * The services of a dynamic reference, kept by their references: two of the same kind may be there.
 * Safe for use by any number of threads.
 *
 * @param <T> the type of the services
 */
public final class Ranked<T> {
  private final Map<ServiceReference<T>, T> services = new ConcurrentHashMap<>();

  /**
   * Notes a service that has come.
   *
   * @param reference its reference
   * @param service the service
   */
  public void add(ServiceReference<T> reference, T service) {
    services.put(reference, service);
  }

  /**
   * Forgets a service that goes.
   *
   * @param reference its reference
   */
  public void remove(ServiceReference<T> reference) {
    services.remove(reference);
  }

  /**
   * The services present now. Sorted at each call, since a service may change its rank.
   *
   * @return an unmodifiable list, best first
   */
  public List<T> bestFirst() {
    return services.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
