package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.box.SampleFlags;

/** Walks the samples of one track fragment. */
final class RunWalk {
  private static final int DEPENDS_ON_OTHERS = 1;

  private final TrackFragment fragment;
  private final OverlapGuard guard;
  private final RunCursor openGop;
  private final RunCursor roll;
  private int run = -1;
  private TrackRun current;
  private long nextInRun;
  private long offset;
  private long time;
  private long index;

  /**
   * Starts before the first sample.
   *
   * @param fragment what to walk
   * @param time decode time of the first sample
   * @param index the number of the first sample in its track
   * @param guard checks each sample
   */
  RunWalk(TrackFragment fragment, long time, long index, OverlapGuard guard) throws MediaException {
    this.fragment = fragment;
    this.time = time;
    this.index = index;
    this.guard = guard;
    SampleGroups groups = fragment.groups();
    this.openGop =
        groups.openGop().isEmpty()
            ? null
            : new RunCursor(groups.openGop().get(), RunCursor.Beyond.ZERO);
    this.roll =
        groups.roll().isEmpty() ? null : new RunCursor(groups.roll().get(), RunCursor.Beyond.ZERO);
  }

  /** The decode time of the next sample, or behind the last. */
  long time() {
    return time;
  }

  /** The number of the next sample. */
  long index() {
    return index;
  }

  /**
   * Reads what the fragment says of the next sample.
   *
   * @return false behind the last
   * @throws MediaException if the sample can't be in the file; the walk can't go on then
   */
  boolean next(Sample into) throws MediaException {
    while (current == null || nextInRun == current.count()) {
      if (run + 1 >= fragment.runs().size()) {
        return false;
      }
      current = fragment.runs().get(++run);
      nextInRun = 0;
      offset = current.offset();
    }
    long size = current.size(nextInRun);
    guard.check(index, offset, size);
    if (time > Ticks.LIMIT) {
      throw MediaException.of(
          MediaException.Code.MALFORMED,
          "the decode time of sample "
              + index
              + " of track "
              + fragment.track().id()
              + " is too large");
    }
    into.index = index;
    into.decodeTime = time;
    into.compositionTime = time + current.compositionOffset(nextInRun);
    into.duration = current.duration(nextInRun);
    into.offset = offset;
    into.size = (int) size;
    into.description = fragment.description();
    randomAccess(into, current.flags(nextInRun));
    index++;
    nextInRun++;
    time += into.duration;
    offset += size;
    return true;
  }

  private void randomAccess(Sample into, long flags) throws MediaException {
    into.rollDistance = 0;
    into.randomAccess = RandomAccess.NONE;
    // A sample that depends on others is no sync sample, whatever its other flag claims.
    if (SampleFlags.isSync(flags) && SampleFlags.dependsOn(flags) != DEPENDS_ON_OTHERS) {
      into.randomAccess = RandomAccess.SYNC;
      if (roll != null) {
        into.rollDistance =
            fragment.groups().preRoll(fragment.track().tables().groups(), roll.value());
      }
    } else if (openGop != null && openGop.value() != 0) {
      into.randomAccess = RandomAccess.OPEN_GOP;
    } else if (roll != null && roll.value() != 0) {
      SampleGroups ofTrack = fragment.track().tables().groups();
      into.rollDistance = fragment.groups().rollDistance(ofTrack, roll.value());
      into.randomAccess = into.rollDistance > 0 ? RandomAccess.RECOVERY_POINT : RandomAccess.NONE;
    }
    if (openGop != null) {
      openGop.advance(1);
    }
    if (roll != null) {
      roll.advance(1);
    }
  }
}
