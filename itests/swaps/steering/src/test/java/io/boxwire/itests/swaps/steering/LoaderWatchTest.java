package io.boxwire.itests.swaps.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderWatchTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final LoaderWatch watch = new LoaderWatch(PATIENCE);

  /** The like of a class, found in no other loader than one of its own. */
  private static Class<?> apart(Class<?> type) throws ReflectiveOperationException {
    URL classes = type.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader loader = new URLClassLoader(new URL[] {classes}, null);
    return Class.forName(type.getName(), true, loader);
  }

  /** A class whose loader is watched. */
  private Class<?> watched(String name) throws ReflectiveOperationException {
    Class<?> type = apart(Held.class);
    watch.add(name, type.getClassLoader());
    return type;
  }

  /** Of this there is a further one in another class loader. */
  static final class Held {}

  @Test
  void loader_heldByAClass_isLeft() throws ReflectiveOperationException {
    watched("let go");
    Class<?> leak = watched("held");
    assertThat(watch.left()).containsExactly("held");
    Reference.reachabilityFence(leak);
  }

  @Test
  void loader_letGo_isNotLeft() throws ReflectiveOperationException {
    watched("let go");
    assertThat(watch.left()).isEmpty();
    assertThat(watch.count()).isEqualTo(1);
  }

  /** The watch is in a loader of its own too, as it is in a container: see RecordMethods. */
  @Test
  void loader_ofRecordThatWasCompared_isNotLeft() throws ReflectiveOperationException {
    Class<?> type = apart(LoaderWatch.class);
    Constructor<?> make = accessible(type.getDeclaredConstructor(Duration.class));
    Method add = accessible(type.getDeclaredMethod("add", String.class, ClassLoader.class));
    Method left = accessible(type.getDeclaredMethod("left"));
    Object watch = make.newInstance(PATIENCE);
    add.invoke(watch, "compared", compared());
    assertThat(left.invoke(watch)).isEqualTo(List.of());
  }

  private static ClassLoader compared() throws ReflectiveOperationException {
    Class<?> type = apart(Compared.class);
    Constructor<?> make = accessible(type.getDeclaredConstructor(int.class));
    assertThat(make.newInstance(1).equals(make.newInstance(1))).isTrue();
    return type.getClassLoader();
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }

  /** Its methods are linked by the JDK when they are called first. */
  record Compared(int number) {}
}
