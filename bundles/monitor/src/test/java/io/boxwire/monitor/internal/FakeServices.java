package io.boxwire.monitor.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** A registry of services that are only looked at. */
final class FakeServices {
  private final Map<String, List<ServiceReference<?>>> references = new HashMap<>();

  void add(String type, Map<String, Object> properties) {
    add(type, properties, true);
  }

  /** One that is unregistered while it is looked at. */
  void addGone(String type, Map<String, Object> properties) {
    add(type, properties, false);
  }

  private void add(String type, Map<String, Object> properties, boolean present) {
    Bundle bundle =
        fake(
            Bundle.class,
            Map.of(
                "getSymbolicName", none -> "some.bundle",
                "getVersion", none -> new Version("1.2.3")));
    Map<String, Function<Object[], Object>> answers = new HashMap<>();
    answers.put("getBundle", none -> present ? bundle : null);
    answers.put("getProperty", arguments -> properties.get(arguments[0]));
    references
        .computeIfAbsent(type, none -> new ArrayList<>())
        .add(fake(ServiceReference.class, answers));
  }

  BundleContext context() {
    return fake(
        BundleContext.class,
        Map.of(
            "getServiceReferences",
            arguments -> references.getOrDefault(((Class<?>) arguments[0]).getName(), List.of())));
  }

  private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName()).apply(arguments)));
  }
}
