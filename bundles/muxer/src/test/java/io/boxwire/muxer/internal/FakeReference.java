package io.boxwire.muxer.internal;

import io.boxwire.api.codec.CodecPlugin;
import java.lang.reflect.Proxy;
import org.osgi.framework.ServiceReference;

/** References to plugins that are only compared. */
final class FakeReference {
  private FakeReference() {}

  /** A reference of a ranking; the higher one is the greater. */
  @SuppressWarnings("unchecked")
  static ServiceReference<CodecPlugin> of(int ranking) {
    return (ServiceReference<CodecPlugin>)
        Proxy.newProxyInstance(
            FakeReference.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "compareTo" ->
                      Integer.compare(
                          ranking,
                          (int)
                              Proxy.getInvocationHandler(arguments[0])
                                  .invoke(arguments[0], Object.class.getMethod("hashCode"), null));
                  case "hashCode" -> ranking;
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
