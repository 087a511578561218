package io.boxwire.muxer.internal;

import io.boxwire.api.MediaEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Follows what becomes of a track's codec plugin: tells of it, and while there is none looks from
 * time to time whether waiting is still of use.
 */
final class CodecWatch implements CodecLease.Holder {
  /**
   * How often one that waits for a plugin looks whether that is still of use. No event tells in
   * time: the muxer's own component hears of its end only when those that use it have let go, and
   * they may be waiting for a plugin.
   */
  static final Duration LOOK = Duration.ofMillis(50);

  private final Track track;
  private final String codec;
  private final TrackWriter.Host host;
  private final Events events;
  private final Runnable passOn;

  /** How long the track was without a plugin, until that is told. */
  private volatile Optional<Duration> without = Optional.empty();

  private volatile Future<?> nextLook = CompletableFuture.completedFuture(null);

  /**
   * Makes a watch.
   *
   * @param track the track
   * @param codec its codec
   * @param host looks later, says how long to wait, and is told when none has come
   * @param events is told of every change
   * @param passOn lets frames go on that were kept
   */
  CodecWatch(Track track, String codec, TrackWriter.Host host, Events events, Runnable passOn) {
    this.track = track;
    this.codec = codec;
    this.host = host;
    this.events = events;
    this.passOn = passOn;
  }

  @Override
  public void pluginFailed(String message) {
    events.add(pluginChanged(message));
  }

  @Override
  public void pluginReplaced(String message, Duration took) {
    events.add(pluginChanged(message + " after " + millis(took)).withFrames(0).withTime(took));
  }

  private MediaEvent pluginChanged(String message) {
    return MediaEvent.onTrack(MediaEvent.Kind.PLUGIN_CHANGED, track.id(), message);
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms";
  }

  @Override
  public void pluginGone(CodecLease lease) {
    events.add(pluginChanged("the plugin for " + codec + " left, and there is no other one"));
    nextLook = host.later(() -> look(lease), Duration.ZERO);
  }

  private void look(CodecLease lease) {
    if (lease.waitedInVain(host.codecWait())) {
      host.codecGone(track);
    } else if (lease.idle()) {
      Duration patience = Duration.ofNanos(Math.max(0, lease.patience(host.codecWait())));
      nextLook = host.later(() -> look(lease), patience.compareTo(LOOK) < 0 ? patience : LOOK);
    }
  }

  @Override
  public void pluginBack(Duration after) {
    without = Optional.of(after);
    waitOver();
  }

  @Override
  public void waitOver() {
    nextLook.cancel(false);
  }

  @Override
  public void passOn() {
    passOn.run();
  }

  @Override
  public void unlocked() {
    events.tell();
  }

  /**
   * Tells what a wait for a plugin has come to, if one is over. Under the lock of the track, when
   * all frames that were kept have gone on.
   */
  void tellOfWait(KeptFrames kept) {
    Optional<Duration> after = without;
    if (after.isEmpty()) {
      return;
    }
    without = Optional.empty();
    KeptFrames.Account account = kept.settle();
    String message =
        "a plugin for "
            + codec
            + " came after "
            + millis(after.get())
            + "; "
            + account.frames()
            + " frames waited, up to "
            + millis(account.longest());
    events.add(pluginChanged(message).withFrames(account.frames()).withTime(account.longest()));
  }
}
