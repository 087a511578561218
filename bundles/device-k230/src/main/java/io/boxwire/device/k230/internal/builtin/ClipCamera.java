package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;

/** Plays a clip round and round; times go on. */
final class ClipCamera implements CaptureSource {
  private static final int TIMESCALE = 90_000;
  private static final int TICKS_PER_FRAME = TIMESCALE / Clip.FRAME_RATE;

  private final Clip clip;
  private final SharedPayload owner;
  private final TrackFormat format;
  private long delivered;
  private int position;
  private volatile boolean syncWanted;

  ClipCamera(String codec, Clip clip, int firstPicture, SharedPayload owner) {
    this.clip = clip;
    this.position = firstPicture;
    this.owner = owner;
    this.format = TrackFormat.video(codec, TIMESCALE).size(Clip.WIDTH, Clip.HEIGHT).build();
  }

  /** Makes the next frame a sync picture. Called from any thread. */
  void requestSync() {
    syncWanted = true;
  }

  @Override
  public TrackFormat format() {
    return format;
  }

  @Override
  public long due() {
    return (delivered + 1) * 1_000_000_000L / Clip.FRAME_RATE;
  }

  @Override
  public Frame next(int track) {
    if (syncWanted) {
      syncWanted = false;
      position = clip.syncFrom(position);
    }
    Clip.AccessUnit unit = clip.unit(position);
    position = (position + 1) % clip.length();
    long time = (long) CLOCK_AT_START * TIMESCALE + delivered++ * TICKS_PER_FRAME;
    owner.retain();
    return Frame.on(track)
        .time(time)
        .duration(TICKS_PER_FRAME)
        .randomAccess(unit.sync() ? RandomAccess.SYNC : RandomAccess.NONE)
        .payload(unit.bytes())
        .transferred(owner)
        .build();
  }
}
