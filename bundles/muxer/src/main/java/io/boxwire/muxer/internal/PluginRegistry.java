package io.boxwire.muxer.internal;

import io.boxwire.api.codec.CodecPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The codec plugins that are present and the leases on them. Keyed by what the plugins are
 * registered under, never by codec: of two for the same codec, one may leave.
 */
final class PluginRegistry {
  /** How long a plugin that leaves waits for calls in progress. */
  private static final long REVOKE_NANOS = 2_000_000_000L;

  /** More than one, because frames that go on may have to wait for a slow sink. */
  private static final int CLOCK_THREADS = 4;

  private final Map<Comparable<?>, Entry> plugins = new ConcurrentHashMap<>();
  private final List<CodecLease> leases = new CopyOnWriteArrayList<>();
  private ScheduledThreadPoolExecutor clock;

  /** Has as many threads as wait for storage at a time, and soon none when none does. */
  private final ThreadPoolExecutor storage =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          loop -> MuxerThreads.daemon("boxwire-forcer", loop));

  private volatile Supplier<Ending.Reach> ending = () -> Ending.Reach.NOTHING;
  private boolean closed;

  /** A plugin, and what it once said its codec is. */
  private record Entry(CodecPlugin plugin, String codec) {}

  @SuppressWarnings("unchecked")
  private static int compare(Comparable<?> a, Comparable<?> b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  /**
   * A plugin has come.
   *
   * @param key what it is registered under; the greatest is the best
   * @param plugin the plugin
   */
  void add(Comparable<?> key, CodecPlugin plugin) {
    String codec = plugin.codec();
    plugins.put(key, new Entry(plugin, codec));
    for (CodecLease lease : leases) {
      if (lease.waitsFor(codec)) {
        onClock(lease::resume, 0);
      }
    }
  }

  /** A plugin leaves: its leases go over to another one, or wait for one. */
  void remove(Comparable<?> key, CodecPlugin plugin) {
    plugins.computeIfPresent(key, (same, entry) -> entry.plugin() == plugin ? null : entry);
    List<CodecLease> revoked = leases.stream().filter(lease -> lease.revoke(plugin)).toList();
    long deadline = System.nanoTime() + REVOKE_NANOS;
    for (CodecLease lease : revoked) {
      lease.awaitHandOver(deadline);
    }
  }

  /** The plugins for a codec, best first. Sorted at each call: a service may change its rank. */
  List<CodecPlugin> all(String codec) {
    List<Map.Entry<Comparable<?>, Entry>> sorted = new ArrayList<>(plugins.entrySet());
    sorted.sort((a, b) -> compare(b.getKey(), a.getKey()));
    return sorted.stream()
        .map(Map.Entry::getValue)
        .filter(entry -> codec.equals(entry.codec()))
        .map(Entry::plugin)
        .toList();
  }

  boolean has(CodecPlugin plugin) {
    return plugins.values().stream().anyMatch(entry -> entry.plugin() == plugin);
  }

  void enter(CodecLease lease) {
    leases.add(lease);
  }

  void leave(CodecLease lease) {
    leases.remove(lease);
  }

  /**
   * Does something on a thread of the registry's own, after a time.
   *
   * @return to call it off
   */
  synchronized Future<?> onClock(Runnable work, long delayNanos) {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    if (clock == null) {
      clock =
          new ScheduledThreadPoolExecutor(
              CLOCK_THREADS, loop -> MuxerThreads.daemon("boxwire-muxer-clock", loop));
      clock.setKeepAliveTime(1, TimeUnit.SECONDS);
      clock.allowCoreThreadTimeOut(true);
      clock.setRemoveOnCancelPolicy(true);
    }
    return clock.schedule(work, delayNanos, TimeUnit.NANOSECONDS);
  }

  /** Does something that may take as long as storage does; also for files that end by and by. */
  void onStorage(Runnable work) {
    storage.execute(work);
  }

  /**
   * Nobody waits for a codec while all ends, since none will come.
   *
   * @param reach what is about to end, so that plugins leave because of that
   */
  void waitUnless(Supplier<Ending.Reach> reach) {
    ending = reach;
  }

  /** What is about to end. */
  Ending.Reach ending() {
    Ending.Reach reach = ending.get();
    return closed() && reach == Ending.Reach.NOTHING ? Ending.Reach.MUXER : reach;
  }

  /** Whether it is of use to wait for a codec. */
  boolean waits() {
    return ending() == Ending.Reach.NOTHING;
  }

  private synchronized boolean closed() {
    return closed;
  }

  /** Nobody waits for a codec any more. */
  synchronized void close() {
    closed = true;
    // Files that are open still need it. It keeps no thread any more that has nothing to do.
    storage.setKeepAliveTime(0, TimeUnit.SECONDS);
    if (clock != null) {
      // What is under way comes to its end: it may be finishing a file, and an interrupted thread
      // closes the channels it works on.
      clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      clock.shutdown();
    }
  }
}
