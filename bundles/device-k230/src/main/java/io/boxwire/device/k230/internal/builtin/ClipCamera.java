package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.internal.builtin.Clip.Group;
import java.util.List;
import java.util.Optional;

/**
 * Plays the groups of a clip: one that flashes from each full second on, one that does not where a
 * sync picture is needed in between. A group is left where the next begins.
 */
final class ClipCamera implements CaptureSource {
  /** At fewer pictures a second, one white picture is flash enough. */
  private static final int SHORT_BELOW = 20;

  private final Clip clip;
  private final PictureTimes times;
  private final SharedPayload owner;
  private final TrackFormat format;
  private final List<Group> flashes;
  private final long first;
  private long next;
  private Group group;
  private int position;
  private boolean lastWasSync;
  private volatile boolean syncWanted;

  /**
   * Makes a camera.
   *
   * @param format video of the clip's codec and size, in the timescale of the times
   * @param options the rate, and the picture that comes first
   * @param times when pictures are captured
   */
  ClipCamera(
      TrackFormat format,
      Clip clip,
      BuiltinOptions options,
      PictureTimes times,
      SharedPayload owner) {
    this.format = format;
    this.clip = clip;
    this.times = times;
    this.owner = owner;
    this.flashes =
        options.fps().below(SHORT_BELOW)
            ? List.of(Group.SHORT_FLASH, Group.SHORT_FLASH_AGAIN)
            : List.of(Group.LONG_FLASH);
    this.first = options.picture();
    this.next = first;
    this.group = flashes.get(0);
    this.position = (int) (first - times.firstOf(times.secondOf(first)));
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
    return PictureTimes.nanos(times.at(next + 1) - times.at(first), times.timescale());
  }

  @Override
  public Frame next(int track) {
    if (syncWanted || times.beginsSecond(next)) {
      beginning().ifPresent(this::begin);
    }
    Clip.AccessUnit unit = clip.group(group).get(position++);
    lastWasSync = unit.sync();
    long time = times.at(next++);
    owner.retain();
    return Frame.on(track)
        .time((long) CLOCK_AT_START * times.timescale() + time)
        .duration(times.at(next) - time)
        .randomAccess(unit.sync() ? RandomAccess.SYNC : RandomAccess.NONE)
        .payload(unit.bytes())
        .transferred(owner)
        .build();
  }

  /** What follows a gap refers to pictures that are not there, so a group must begin behind it. */
  @Override
  public long dropBefore(long nanos) {
    long before = next;
    while (due() < nanos) {
      next++;
    }
    if (next > before) {
      syncWanted = true;
      while (beginning().isEmpty()) {
        next++;
      }
    }
    return next - before;
  }

  /**
   * The group that can begin with the next picture. An IDR picture must not follow one with the
   * same {@code idr_pic_id} (Rec. ITU-T H.264 7.4.3).
   */
  private Optional<Group> beginning() {
    List<Group> all = times.beginsSecond(next) ? flashes : List.of(Group.PATTERN);
    return all.stream().filter(other -> !lastWasSync || other.mayFollow(group)).findFirst();
  }

  private void begin(Group other) {
    syncWanted = false;
    group = other;
    position = 0;
  }
}
