package io.boxwire.health.internal;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What services are registered, by a property; none of them is got for that. */
final class Present {
  private final BundleContext context;

  Present(BundleContext context) {
    this.context = context;
  }

  /**
   * The values of a property.
   *
   * @param type what is offered
   * @param property the property that names it
   * @return one for each service that has it
   */
  Set<String> values(Class<?> type, String property) {
    return references(type).stream()
        .map(reference -> reference.getProperty(property))
        .flatMap(value -> value instanceof String text ? Stream.of(text) : Stream.empty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private <T> Collection<ServiceReference<T>> references(Class<T> type) {
    try {
      return context.getServiceReferences(type, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter can be wrong", e);
    }
  }
}
