package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class LinkedRecordsTest {
  /** Known to the class path and, another one, to {@link Loader}. */
  public record Pair(Kind kind, String text) {
    enum Kind {
      ONLY
    }

    public static void use() {
      Pair one = new Pair(Kind.ONLY, "a");
      Pair other = new Pair(Kind.ONLY, "b");
      assertThat(one).isNotEqualTo(other).doesNotHaveToString(other.toString());
      assertThat(one.hashCode()).isNotEqualTo(other.hashCode());
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_17, disabledReason = "later versions hold records softly")
  void forget_recordsOfALoaderWereCompared_loaderIsCollected() throws Exception {
    WeakReference<ClassLoader> loader = compareRecords();
    LinkedRecords.forget();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (loader.get() != null) {
      assertThat(System.nanoTime()).as("still held").isLessThan(end);
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static WeakReference<ClassLoader> compareRecords() throws Exception {
    ClassLoader loader = new Loader();
    loader.loadClass(Pair.class.getName()).getMethod("use").invoke(null);
    return new WeakReference<>(loader);
  }

  /** As that of a bundle: has types of its own. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(LinkedRecordsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(LinkedRecordsTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
