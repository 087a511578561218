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

/**
 * One track's revocable hold on a codec plugin. When the plugin leaves, what its packetizer knows
 * goes to one of the next best plugin; while there is none, the lease is idle.
 *
 * <p>Its lock is held only for a packetizer call or a change of plugin, never while a writer waits,
 * so that revoking waits for nothing else.
 */
final class CodecLease {
  private static final long REVOKE_SECONDS = 2;

  /** Is told of changes. */
  interface Holder {
    /** Another plugin took over at once, or after a wait. */
    void pluginChanged(String message);

    /** There is no plugin; frames are to be kept. */
    void pluginGone();

    /** A plugin has come after a wait; the frames kept can go on. */
    void pluginCame();
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
    try {
      CodecPlugin best =
          registry
              .find(codec)
              .orElseThrow(
                  () ->
                      MediaException.of(
                          MediaException.Code.NO_CODEC, "no plugin for the codec " + codec));
      lease.call.lock();
      try {
        lease.packetizer = best.newPacketizer(PacketizerContext.of(format));
        lease.plugin = best;
      } finally {
        lease.call.unlock();
      }
    } catch (MediaException | RuntimeException e) {
      registry.leave(lease);
      throw e;
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
    } catch (RuntimeException e) {
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
   * The plugin leaves. Waits for a call in progress only; if that takes too long, it ends the lease
   * itself when it returns.
   */
  void revoke(CodecPlugin leaving) {
    if (plugin != leaving) {
      return;
    }
    revoked = true;
    boolean interrupted = false;
    try {
      if (call.tryLock(REVOKE_SECONDS, TimeUnit.SECONDS)) {
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
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Under the lock: takes what the packetizer knows, drops it, and looks for a successor. */
  private void handOver() {
    revoked = false;
    idleSince = System.nanoTime();
    Packetizer leaving = packetizer;
    packetizer = null;
    plugin = null;
    try {
      snapshot = leaving.snapshot();
    } catch (RuntimeException e) {
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
    for (CodecPlugin candidate : registry.all()) {
      if (candidate.codec().equals(codec)) {
        try {
          packetizer =
              candidate.newPacketizer(
                  PacketizerContext.of(format).resumedFrom(snapshot, configuration));
          plugin = candidate;
          return true;
        } catch (MediaException | RuntimeException e) {
          holder.pluginChanged("a plugin for " + codec + " can't take over: " + e.getMessage());
        }
      }
    }
    return false;
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
  }

  private boolean comeAgain() {
    boolean came = !closed && succeed();
    if (came) {
      holder.pluginChanged("a plugin for " + codec + " came");
    }
    return came;
  }

  /**
   * For how long a plugin may still be waited for; 0 or less if none is missing, or for too long.
   */
  long patience(Duration longest) {
    return plugin != null || closed || registry.closed()
        ? 0
        : longest.toNanos() - (System.nanoTime() - idleSince);
  }

  /** Whether there has been no plugin for so long. */
  boolean idleFor(Duration time) {
    return plugin == null && !closed && System.nanoTime() - idleSince >= time.toNanos();
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
    } finally {
      call.unlock();
    }
  }

  private void closeQuietly(Packetizer leaving) {
    try {
      leaving.close();
    } catch (RuntimeException e) {
      holder.pluginChanged("a packetizer for " + codec + " failed when closed: " + e);
    }
  }
}
