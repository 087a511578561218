package io.boxwire.itests.swaps.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class LoaderWatchTest {
  private final LoaderWatch watch = new LoaderWatch(Duration.ofMillis(200));

  /** A class that is found in no other loader than the one that is asked. */
  private Class<?> other(String name) throws ReflectiveOperationException {
    URL classes = getClass().getProtectionDomain().getCodeSource().getLocation();
    URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null);
    watch.add(name, loader);
    return Class.forName(Held.class.getName(), true, loader);
  }

  /** Of this there is a further one in another class loader. */
  static final class Held {}

  @Test
  void loader_heldByAClass_isLeft() throws ReflectiveOperationException {
    other("let go");
    Class<?> leak = other("held");
    assertThat(watch.left()).containsExactly("held");
    Reference.reachabilityFence(leak);
  }

  @Test
  void loader_letGo_isNotLeft() throws ReflectiveOperationException {
    other("let go");
    assertThat(watch.left()).isEmpty();
    assertThat(watch.count()).isEqualTo(1);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_17, disabledReason = "later versions hold records softly")
  void loader_ofRecordThatWasCompared_isNotLeft() throws ReflectiveOperationException {
    compare();
    assertThat(watch.left()).isEmpty();
  }

  private void compare() throws ReflectiveOperationException {
    Class<?> type = other("compared").getClassLoader().loadClass(Compared.class.getName());
    var make = type.getDeclaredConstructor(int.class);
    make.setAccessible(true);
    assertThat(make.newInstance(1).equals(make.newInstance(1))).isTrue();
  }

  /** Its methods are linked by the JDK when they are called first. */
  record Compared(int number) {}
}
