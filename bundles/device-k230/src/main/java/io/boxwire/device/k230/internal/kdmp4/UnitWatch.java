package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.internal.media.TimeUnits;
import java.util.Optional;

/**
 * Notices times that look as if they were counted in another unit than the instance was created
 * with: the manual and the firmware of the board contradict each other, and a program may believe
 * either. Speaks once of each run of them.
 */
final class UnitWatch {
  /** How many odd steps in a row are no accident. */
  private static final int SEVERAL = 3;

  /** No camera waits longer for its next picture. */
  private static final long LONGEST_PICTURE_SECONDS = 5;

  /** No camera gives more pictures a second. */
  private static final int MOST_PICTURES = 1_000;

  /** Times in the wrong unit are off by 1,000; those in the right one by less than this. */
  private static final int FACTOR = 100;

  private final boolean millis;
  private final int unitsPerSecond;
  private long last = Long.MIN_VALUE;
  private long lastLength;
  private int odd;

  /**
   * Makes a watch.
   *
   * @param unit what the instance counts times in
   */
  UnitWatch(KMp4TimeUnit unit) {
    this.millis = unit == KMp4TimeUnit.MILLISECONDS;
    this.unitsPerSecond = TimeUnits.written(unit);
  }

  /**
   * Looks at a frame.
   *
   * @param time its time as the program gave it
   * @param length how long it lasts, in the same unit; 0 if nobody knows
   * @return what is wrong, when it has become clear
   */
  Optional<String> frame(long time, long length) {
    long step = last == Long.MIN_VALUE ? 0 : time - last;
    odd = step > 0 && isOdd(step) ? odd + 1 : 0;
    last = time;
    lastLength = length;
    return odd == SEVERAL ? Optional.of(message(step)) : Optional.empty();
  }

  private boolean isOdd(long step) {
    if (millis) {
      return step
          > (lastLength > 0 ? lastLength * FACTOR : LONGEST_PICTURE_SECONDS * unitsPerSecond);
    }
    return step < (lastLength > 0 ? lastLength / FACTOR : unitsPerSecond / MOST_PICTURES);
  }

  private String message(long step) {
    return "the time rises by "
        + step
        + (millis ? " milliseconds" : " microseconds")
        + " from one frame to the next, which looks like "
        + (millis ? "microseconds" : "milliseconds")
        + "; KMp4Config.timeUnit says what times are counted in";
  }
}
