package io.boxwire.itests.swaps.steering;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Remembers class loaders without holding them, and says which of them are still there. */
final class LoaderWatch {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private record Watched(String name, WeakReference<ClassLoader> loader) {}

  private final List<Watched> watched = new ArrayList<>();
  private final Duration patience;

  LoaderWatch() {
    this(PATIENCE);
  }

  /**
   * Makes a watch.
   *
   * @param patience how long the collector may take until a loader counts as left
   */
  LoaderWatch(Duration patience) {
    this.patience = patience;
  }

  /**
   * Watches a class loader.
   *
   * @param name what it is called in what {@link #left} says
   */
  void add(String name, ClassLoader loader) {
    watched.add(new Watched(name, new WeakReference<>(loader)));
  }

  /** How many are watched. */
  int count() {
    return watched.size();
  }

  /**
   * Has the heap collected until all are gone, for as long as that may take.
   *
   * @return the names of those that are still there then
   */
  List<String> left() {
    RecordMethods.forget();
    long end = System.nanoTime() + patience.toNanos();
    List<String> left = present();
    while (!left.isEmpty() && System.nanoTime() < end) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      left = present();
    }
    return left;
  }

  private List<String> present() {
    return watched.stream().filter(each -> each.loader().get() != null).map(Watched::name).toList();
  }
}
