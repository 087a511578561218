package io.boxwire.tck;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Lets one test method run. */
final class Named {
  private Named() {}

  static PostDiscoveryFilter of(String method) {
    return descriptor -> FilterResult.includedIf(isOf(descriptor, method));
  }

  private static boolean isOf(TestDescriptor descriptor, String method) {
    return descriptor
        .getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .filter(source -> source.getMethodName().equals(method))
        .isPresent();
  }
}
