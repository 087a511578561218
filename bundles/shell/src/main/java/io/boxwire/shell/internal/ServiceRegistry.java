package io.boxwire.shell.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.osgi.framework.ServiceReference;

/**
 * The services of one kind, by reference: with two of the same name, one that leaves does not take
 * the other with it. Safe for use by any number of threads.
 *
 * @param <T> the service
 */
final class ServiceRegistry<T> {
  /** References order themselves by ranking; the last is the best. */
  private final ConcurrentSkipListMap<ServiceReference<T>, T> services =
      new ConcurrentSkipListMap<>();

  void add(ServiceReference<T> reference, T service) {
    services.put(reference, service);
  }

  void remove(ServiceReference<T> reference) {
    services.remove(reference);
  }

  /** The services, best first. */
  List<T> bestFirst() {
    return List.copyOf(services.descendingMap().values());
  }

  /** The best service with a property. */
  Optional<T> best(Predicate<ServiceReference<T>> suitable) {
    return services.descendingMap().entrySet().stream()
        .filter(e -> suitable.test(e.getKey()))
        .map(e -> e.getValue())
        .findFirst();
  }

  /** Makes something of each service, best first. */
  <R> List<R> map(BiFunction<ServiceReference<T>, T, R> function) {
    return services.descendingMap().entrySet().stream()
        .map(e -> function.apply(e.getKey(), e.getValue()))
        .toList();
  }
}
