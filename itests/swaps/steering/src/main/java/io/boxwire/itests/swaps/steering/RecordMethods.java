package io.boxwire.itests.swaps.steering;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * A defect of JDK 17: for which record {@code equals}, {@code hashCode} and {@code toString} were
 * linked last is remembered in a static field of {@link ObjectMethods}, and with it the class
 * loader of that record, whoever's it is. It is never more than one, and goes when a further record
 * is linked. Later versions hold it softly, so for as long as there is memory to spare, and only a
 * record of another bundle takes its place, none of the class path.
 */
final class RecordMethods {
  private record Other(Other component) {}

  private RecordMethods() {}

  /** Links a record of our own, so that the loader of another one is forgotten. */
  static void forget() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle component =
          lookup.findVirtual(Other.class, "component", MethodType.methodType(Other.class));
      link(lookup, "equals", component, boolean.class, Other.class, Object.class);
      link(lookup, "hashCode", component, int.class, Other.class);
      link(lookup, "toString", component, String.class, Other.class);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void link(
      MethodHandles.Lookup lookup,
      String method,
      MethodHandle component,
      Class<?> result,
      Class<?>... arguments)
      throws Throwable {
    MethodType type = MethodType.methodType(result, arguments);
    ObjectMethods.bootstrap(lookup, method, type, Other.class, "component", component);
  }
}
