package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One track's revocable hold on a codec plugin. When the plugin leaves, what its packetizer knows
 * goes to one of the next best plugin; while there is none, the lease is idle. A plugin that fails
 * frame after frame is let go of as well, if there is another one: until it leaves, the track has
 * no more to do with it.
 *
 * <p>Its lock is held only for a packetizer call or a change of plugin, never while a writer waits,
 * so that revoking waits for nothing else. It keeps nothing that a plugin made but the packetizer
 * and values of the API's and the JDK's own classes.
 */
final class CodecLease {
  /** After so many failures in a row, another plugin gets its chance. */
  static final int MOST_FAILURES = 3;

  /** What is given for each frame, made once. */
  private static final Map<Packetizer.Outcome, Optional<Packetizer.Outcome>> OUTCOMES =
      new EnumMap<>(
          Map.of(
              Packetizer.Outcome.SAMPLE, Optional.of(Packetizer.Outcome.SAMPLE),
              Packetizer.Outcome.NO_PICTURE, Optional.of(Packetizer.Outcome.NO_PICTURE)));

  /** Is told of changes. */
  interface Holder {
    /** A plugin failed, or can't take over. */
    void pluginFailed(String message);

    /** Another plugin took over at once. */
    void pluginReplaced(String message, Duration took);

    /** There is no plugin; frames are to be kept. */
    void pluginGone(CodecLease lease);

    /** There is one again, after a time: nobody has to look after that any more. */
    void pluginBack(Duration after);

    /** None is needed any more. */
    void waitOver();

    /** A plugin has come after a wait; the frames kept can go on. */
    void passOn();

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

  private GuardedPacketizer packetizer;
  private byte[] snapshot = {};
  private Optional<CodecConfiguration> configuration = Optional.empty();
  private int failures;

  /** Those that failed too often, or refused the track, until they leave. */
  private final Set<CodecPlugin> dismissed =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

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

  String codec() {
    return codec;
  }

  /** Whether there is no plugin now, and one is waited for. */
  boolean idle() {
    return plugin == null && !closed;
  }

  boolean waitsFor(String otherCodec) {
    return idle() && codec.equals(otherCodec);
  }

  /**
   * Makes a sample of a frame.
   *
   * @return what came of it; empty if there is no plugin now, and the frame is as if never seen
   * @throws MediaException BAD_FRAME if the plugin refuses the frame, or fails
   */
  Optional<Packetizer.Outcome> packetize(Frame frame, Sample out) throws MediaException {
    call.lock();
    try {
      if (revoked) {
        handOver();
      }
      while (packetizer != null || comeAgain()) {
        GuardedPacketizer used = packetizer;
        try {
          return OUTCOMES.get(call(frame, out));
        } catch (PluginFailure e) {
          boolean toldConfiguration = out.configuration != null;
          out.clear();
          // One that has left by itself, within the call, has handed over already.
          if (packetizer == used && !goesOver(e, toldConfiguration)) {
            throw refusal(frame, e);
          }
        }
      }
      return Optional.empty();
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

  private Packetizer.Outcome call(Frame frame, Sample out) throws MediaException, PluginFailure {
    Packetizer.Outcome outcome;
    try {
      outcome = packetizer.packetize(frame, out);
    } catch (MediaException e) {
      // It knows what it does.
      failures = 0;
      throw e;
    }
    failures = 0;
    if (out.configuration != null) {
      configuration = Optional.of(out.configuration);
    }
    return outcome;
  }

  private MediaException refusal(Frame frame, PluginFailure failure) {
    MediaException refusal =
        MediaException.badFrame(
            frame, "the plugin for " + codec + " failed: " + failure.getMessage(), null);
    refusal.setStackTrace(failure.getStackTrace());
    return refusal;
  }

  /**
   * The plugin failed.
   *
   * @param toldConfiguration whether it told of a configuration before: what it knows of that is
   *     not to be relied on, since no sample has it
   * @return whether the frame is to be offered again: to another plugin, or to one that comes
   */
  private boolean goesOver(PluginFailure failure, boolean toldConfiguration) {
    if (revoked) {
      // Likely it failed because it leaves.
      handOver();
      return true;
    }
    failures++;
    if (failures == 1) {
      holder.pluginFailed("the plugin for " + codec + " failed: " + failure.getMessage());
    }
    return failures % MOST_FAILURES == 0 && dismiss(toldConfiguration);
  }

  /** Lets go of the plugin if there is another one; if not, it is kept. */
  private boolean dismiss(boolean toldConfiguration) {
    long begin = System.nanoTime();
    CodecPlugin failing = plugin;
    GuardedPacketizer leaving = packetizer;
    leaveOut(failing);
    snapshot = toldConfiguration ? new byte[0] : snapshotOf(leaving);
    if (succeed()) {
      closeQuietly(leaving);
      holder.pluginReplaced(
          "another plugin for " + codec + " took over from one that failed", since(begin));
    } else {
      dismissed.remove(failing);
      plugin = failing;
      packetizer = leaving;
    }
    if (plugin == failing && !registry.has(failing)) {
      // It was not found on this lease when it left.
      handOver();
    }
    return plugin != failing;
  }

  /** The track has no more to do with a plugin until that leaves. */
  private void leaveOut(CodecPlugin useless) {
    dismissed.add(useless);
    if (!registry.has(useless)) {
      dismissed.remove(useless);
    }
  }

  /**
   * The plugin leaves. A call in progress hands over when it returns.
   *
   * @return whether this lease is on the plugin, and {@link #awaitHandOver} is to follow
   */
  boolean revoke(CodecPlugin leaving) {
    dismissed.remove(leaving);
    if (plugin != leaving) {
      return false;
    }
    revoked = true;
    return true;
  }

  /**
   * Hands over, after a call in progress. If that takes too long, the call does when it returns.
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
    GuardedPacketizer leaving = packetizer;
    packetizer = null;
    plugin = null;
    if (leaving == null) {
      return;
    }
    snapshot = snapshotOf(leaving);
    closeQuietly(leaving);
    if (closed) {
      return;
    }
    if (succeed()) {
      holder.pluginReplaced("another plugin for " + codec + " took over", since(idleSince));
    } else {
      holder.pluginGone(this);
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private byte[] snapshotOf(GuardedPacketizer leaving) {
    try {
      return leaving.snapshot();
    } catch (PluginFailure e) {
      holder.pluginFailed(
          "a plugin for " + codec + " leaves without a usable snapshot: " + e.getMessage());
      return new byte[0];
    }
  }

  private boolean succeed() {
    take(
        PacketizerContext.of(format).resumedFrom(snapshot, configuration),
        e -> holder.pluginFailed("a plugin for " + codec + " can't take over: " + e.getMessage()));
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
    packetizer = null;
    plugin = null;
    for (CodecPlugin candidate : registry.all(codec)) {
      if (dismissed.contains(candidate)) {
        continue;
      }
      // Known before it is looked for: a plugin that leaves from here on finds this lease.
      plugin = candidate;
      try {
        packetizer = packetizerOf(candidate, context);
        if (registry.has(candidate)) {
          failures = 0;
          return first;
        }
        closeQuietly(packetizer);
      } catch (MediaException e) {
        first = first.isEmpty() ? Optional.of(e) : first;
        refused.accept(e);
        leaveOut(candidate);
      }
      packetizer = null;
      plugin = null;
      revoked = false;
    }
    return first;
  }

  private GuardedPacketizer packetizerOf(CodecPlugin candidate, PacketizerContext context)
      throws MediaException {
    try {
      return GuardedPacketizer.of(candidate, context);
    } catch (PluginFailure e) {
      MediaException failed =
          MediaException.of(
              MediaException.Code.NO_CODEC,
              "the plugin for " + codec + " failed: " + e.getMessage());
      failed.setStackTrace(e.getStackTrace());
      throw failed;
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
      holder.passOn();
    }
    holder.unlocked();
  }

  private boolean comeAgain() {
    boolean came = !closed && succeed();
    if (came) {
      holder.pluginBack(since(idleSince));
    }
    return came;
  }

  /**
   * For how long a plugin may still be waited for; 0 or less if none is missing, or for too long.
   */
  long patience(Duration longest) {
    return !idle() || !registry.waits() ? 0 : longest.toNanos() - (System.nanoTime() - idleSince);
  }

  /** Whether a plugin is missing, and was waited for as long as is of use. */
  boolean waitedInVain(Duration longest) {
    return idle() && patience(longest) <= 0;
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
      dismissed.clear();
      holder.waitOver();
    } finally {
      call.unlock();
    }
  }

  private void closeQuietly(GuardedPacketizer leaving) {
    try {
      leaving.close();
    } catch (PluginFailure e) {
      holder.pluginFailed("a packetizer for " + codec + " failed when closed: " + e.getMessage());
    }
  }
}
