package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.device.k230.KMp4TimeUnit;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the times of frames are counted in each direction.
 *
 * @param written units a second of frames that are written
 * @param read units a second of frames that are read
 */
record Units(int written, int read) {
  static final int MILLIS = 1_000;
  static final int MICROS = 1_000_000;

  private static final Map<KMp4TimeUnit, Units> OF =
      new EnumMap<>(
          Map.of(
              KMp4TimeUnit.MILLISECONDS, new Units(MILLIS, MILLIS),
              KMp4TimeUnit.MICROSECONDS, new Units(MICROS, MICROS),
              KMp4TimeUnit.FIRMWARE, new Units(MICROS, MILLIS)));

  static Units of(KMp4TimeUnit unit) {
    return OF.get(unit);
  }
}
