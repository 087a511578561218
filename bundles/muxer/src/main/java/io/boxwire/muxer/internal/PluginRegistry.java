package io.boxwire.muxer.internal;

import io.boxwire.api.codec.CodecPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The codec plugins that are present, best first, and the leases on them. Keyed by what the plugins
 * are registered under, never by codec: of two for the same codec, one may leave.
 */
final class PluginRegistry {
  private final NavigableMap<Comparable<?>, CodecPlugin> plugins;
  private final List<CodecLease> leases = new CopyOnWriteArrayList<>();
  private ScheduledThreadPoolExecutor clock;
  private boolean closed;

  PluginRegistry() {
    this.plugins = new ConcurrentSkipListMap<>((a, b) -> compare(b, a));
  }

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
    plugins.put(key, plugin);
    for (CodecLease lease : leases) {
      if (lease.waitsFor(plugin.codec())) {
        onClock(lease::resume, 0);
      }
    }
  }

  /** A plugin leaves: its leases go over to another one, or wait for one. */
  void remove(Comparable<?> key, CodecPlugin plugin) {
    plugins.remove(key, plugin);
    for (CodecLease lease : leases) {
      lease.revoke(plugin);
    }
  }

  Optional<CodecPlugin> find(String codec) {
    return plugins.values().stream().filter(p -> p.codec().equals(codec)).findFirst();
  }

  List<CodecPlugin> all() {
    return new ArrayList<>(plugins.values());
  }

  void enter(CodecLease lease) {
    leases.add(lease);
  }

  void leave(CodecLease lease) {
    leases.remove(lease);
  }

  /** Does something on a thread of the registry's own, after a time. */
  synchronized void onClock(Runnable work, long delayNanos) {
    if (closed) {
      return;
    }
    if (clock == null) {
      clock =
          new ScheduledThreadPoolExecutor(
              1,
              run -> {
                Thread thread = new Thread(run, "boxwire-muxer-codecs");
                thread.setDaemon(true);
                return thread;
              });
      clock.setKeepAliveTime(1, TimeUnit.SECONDS);
      clock.allowCoreThreadTimeOut(true);
      clock.setRemoveOnCancelPolicy(true);
    }
    clock.schedule(work, delayNanos, TimeUnit.NANOSECONDS);
  }

  /** Whether nobody is to wait for a codec. */
  synchronized boolean closed() {
    return closed;
  }

  /** Nobody waits for a codec any more. */
  synchronized void close() {
    closed = true;
    if (clock != null) {
      clock.shutdownNow();
    }
  }
}
