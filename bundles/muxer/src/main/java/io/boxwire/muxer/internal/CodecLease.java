package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One track's revocable hold on a codec plugin. When the plugin leaves, what its packetizer knows
 * goes to one of the next best plugin; while there is none, the lease is idle.
 *
 * <p>Its lock is held only for a packetizer call or a change of plugin, never while a writer waits,
 * so that revoking waits for nothing else.
 */
final class CodecLease {
  /** Is told of changes. */
  interface Holder {
    /** Another plugin took over at once, or after a wait. */
    void pluginChanged(String message);

    /** There is no plugin; frames are to be kept. */
    void pluginGone();

    /** There is a plugin again, or none is needed any more: nobody has to look after it. */
    void waitOver();

    /** A plugin has come after a wait; the frames kept can go on. */
    void pluginCame();

    /** What was told may be told on: no lock of the lease is held. */
    void unlocked();
  }

  private final PluginRegistry registry;
  private final TrackFormat format;
  private final String codec;
  private final Holder holder;
  private final ReentrantLock call = new ReentrantLock();

  /** Written under the lock. */
  private volatile CodecPlugin plugin;

  private Packetizer packetizer;
  private byte[] snapshot = {};
  private Optional<CodecConfiguration> configuration = Optional.empty();
  private volatile boolean revoked;
  private volatile long idleSince;
  private volatile boolean closed;

  private CodecLease(PluginRegistry registry, TrackFormat format, String codec, Holder holder) {
    this.registry = registry;
    this.format = format;
    this.codec = codec;
    this.holder = holder;
  }

  /**
   * Takes the best plugin for a track.
   *
   * @throws MediaException NO_CODEC if there is none; BAD_REQUEST as the plugin says
   */
  static CodecLease open(PluginRegistry registry, TrackFormat format, String codec, Holder holder)
      throws MediaException {
    CodecLease lease = new CodecLease(registry, format, codec, holder);
    registry.enter(lease);
    Optional<MediaException> failure;
    lease.call.lock();
    try {
      failure = lease.take(PacketizerContext.of(format), refused -> {});
    } finally {
      lease.call.unlock();
    }
    if (lease.plugin == null) {
      registry.leave(lease);
      throw failure.orElseGet(
          () ->
              MediaException.of(MediaException.Code.NO_CODEC, "no plugin for the codec " + codec));
    }
    return lease;
  }

  boolean waitsFor(String otherCodec) {
    return plugin == null && !closed && codec.equals(otherCodec);
  }

  /**
   * Makes a sample of a frame.
   *
   * @return what came of it; empty if there is no plugin now, and the frame is as if never seen
   */
  Optional<Packetizer.Outcome> packetize(Frame frame, Sample out) throws MediaException {
    call.lock();
    try {
      if (revoked) {
        handOver();
      }
      if (packetizer == null && !comeAgain()) {
        return Optional.empty();
      }
      Packetizer.Outcome outcome = call(frame, out);
      if (out.configuration != null) {
        configuration = Optional.of(out.configuration);
      }
      return Optional.of(outcome);
    } finally {
      try {
        if (revoked) {
          handOver();
        }
      } finally {
        call.unlock();
      }
    }
  }

  private Packetizer.Outcome call(Frame frame, Sample out) throws MediaException {
    try {
      return packetizer.packetize(frame, out);
    } catch (RuntimeException | LinkageError e) {
      throw MediaException.of(
          MediaException.Code.BAD_FRAME,
          "track "
              + frame.track()
              + ", time "
              + frame.decodeTime()
              + ": the plugin for "
              + codec
              + " failed: "
              + e,
          e);
    }
  }

  /**
   * The plugin leaves. A call in progress hands over when it returns.
   *
   * @return whether this lease is on the plugin, and {@link #awaitHandOver} is to follow
   */
  boolean revoke(CodecPlugin leaving) {
    if (plugin != leaving) {
      return false;
    }
    revoked = true;
    return true;
  }

  /**
   * Hands over, after a call in progress. If that takes too long, it does so itself.
   *
   * @param deadline when it has taken too long, as {@link System#nanoTime}
   */
  void awaitHandOver(long deadline) {
    try {
      if (call.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        try {
          if (revoked) {
            handOver();
          }
        } finally {
          call.unlock();
        }
      }
    } catch (InterruptedException e) {
      // The call in progress hands over when it returns.
      Thread.currentThread().interrupt();
    }
    holder.unlocked();
  }

  /** Under the lock: takes what the packetizer knows, drops it, and looks for a successor. */
  private void handOver() {
    revoked = false;
    idleSince = System.nanoTime();
    Packetizer leaving = packetizer;
    packetizer = null;
    plugin = null;
    if (leaving == null) {
      return;
    }
    try {
      snapshot = leaving.snapshot();
    } catch (RuntimeException | LinkageError e) {
      snapshot = new byte[0];
      holder.pluginChanged("the plugin for " + codec + " left without a snapshot: " + e);
    }
    closeQuietly(leaving);
    if (closed) {
      return;
    }
    if (succeed()) {
      holder.pluginChanged("another plugin for " + codec + " took over");
    } else {
      holder.pluginGone();
    }
  }

  private boolean succeed() {
    take(
        PacketizerContext.of(format).resumedFrom(snapshot, configuration),
        e -> holder.pluginChanged("a plugin for " + codec + " can't take over: " + e.getMessage()));
    return plugin != null;
  }

  /**
   * Under the lock: takes the best plugin that has a packetizer for the track, if there is any.
   *
   * @param refused is told why one has none
   * @return why the best one has none
   */
  private Optional<MediaException> take(
      PacketizerContext context, Consumer<MediaException> refused) {
    Optional<MediaException> first = Optional.empty();
    for (CodecPlugin candidate : registry.all(codec)) {
      // Known before it is looked for: a plugin that leaves from here on finds this lease.
      plugin = candidate;
      try {
        packetizer = packetizerOf(candidate, context);
        if (registry.has(candidate)) {
          return first;
        }
        closeQuietly(packetizer);
      } catch (MediaException e) {
        first = first.isEmpty() ? Optional.of(e) : first;
        refused.accept(e);
      }
      packetizer = null;
      plugin = null;
      revoked = false;
    }
    return first;
  }

  private Packetizer packetizerOf(CodecPlugin candidate, PacketizerContext context)
      throws MediaException {
    try {
      return candidate.newPacketizer(context);
    } catch (RuntimeException | LinkageError e) {
      throw MediaException.of(
          MediaException.Code.NO_CODEC, "the plugin for " + codec + " failed: " + e, e);
    }
  }

  /** A plugin may have come: goes on with it. */
  void resume() {
    boolean here;
    call.lock();
    try {
      here = packetizer != null || comeAgain();
    } finally {
      call.unlock();
    }
    if (here) {
      holder.pluginCame();
    }
    holder.unlocked();
  }

  private boolean comeAgain() {
    boolean came = !closed && succeed();
    if (came) {
      holder.pluginChanged("a plugin for " + codec + " came");
      holder.waitOver();
    }
    return came;
  }

  /**
   * For how long a plugin may still be waited for; 0 or less if none is missing, or for too long.
   */
  long patience(Duration longest) {
    return plugin != null || closed || !registry.waits()
        ? 0
        : longest.toNanos() - (System.nanoTime() - idleSince);
  }

  /** Whether a plugin is missing, and was waited for as long as is of use. */
  boolean waitedInVain(Duration longest) {
    return plugin == null && !closed && patience(longest) <= 0;
  }

  void close() {
    closed = true;
    registry.leave(this);
    call.lock();
    try {
      if (packetizer != null) {
        closeQuietly(packetizer);
      }
      packetizer = null;
      plugin = null;
      holder.waitOver();
    } finally {
      call.unlock();
    }
  }

  private void closeQuietly(Packetizer leaving) {
    try {
      leaving.close();
    } catch (RuntimeException | LinkageError e) {
      holder.pluginChanged("a packetizer for " + codec + " failed when closed: " + e);
    }
  }
}
