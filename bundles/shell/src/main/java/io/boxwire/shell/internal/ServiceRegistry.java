package io.boxwire.shell.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/**
 * The services of one kind, by reference: with two of the same name, one that leaves does not take
 * the other with it. Safe for use by any number of threads.
 *
 * @param <T> the service, or what is kept of it
 */
final class ServiceRegistry<T> {
  private final Map<ServiceReference<?>, T> services = new ConcurrentHashMap<>();

  void add(ServiceReference<?> reference, T service) {
    services.put(reference, service);
  }

  /** Forgets a service, and gives what was kept of it, if there was any. */
  Optional<T> remove(ServiceReference<?> reference) {
    return Optional.ofNullable(services.remove(reference));
  }

  /** The services, best first. */
  List<T> bestFirst() {
    return sorted().map(Map.Entry::getValue).toList();
  }

  /** The best service with a property. */
  Optional<T> best(Predicate<ServiceReference<?>> suitable) {
    return sorted().filter(e -> suitable.test(e.getKey())).map(Map.Entry::getValue).findFirst();
  }

  /** Makes something of each service, best first. */
  <R> List<R> map(BiFunction<ServiceReference<?>, T, R> function) {
    return sorted().map(e -> function.apply(e.getKey(), e.getValue())).toList();
  }

  /** Best first, by references, which order themselves by rank; a service may change its rank. */
  private Stream<Map.Entry<ServiceReference<?>, T>> sorted() {
    return services.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()));
  }
}
