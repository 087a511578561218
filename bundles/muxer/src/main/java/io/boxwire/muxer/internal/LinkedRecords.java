package io.boxwire.muxer.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Has Java forget whose records it compared last. Up to Java 17, the first comparison of two
 * records of a type leaves that type in the JDK, until another type's turn comes (JDK-8078641): of
 * the bundles that are updated, one could not be unloaded. Later versions hold it softly.
 */
final class LinkedRecords {
  private LinkedRecords() {}

  /** Puts a type of the JDK in the place of the last type that was compared or hashed. */
  static void forget() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle getter =
          lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
      for (String method : new String[] {"equals", "hashCode", "toString"}) {
        ObjectMethods.bootstrap(lookup, method, MethodHandle.class, String.class, "strip", getter);
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("java.lang.String is not as it was", e);
    }
  }
}
