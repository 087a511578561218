package io.boxwire.codec.h264.internal;

/** What a level allows (ITU-T H.264 Table A-1). */
final class Level {
  private static final int MAX_FRAMES = 16;

  private Level() {}

  /** {@code MaxDpbFrames} (A.3.1 h) for the level and frame size of a parameter set. */
  static int maxDpbFrames(Sps sps) {
    int frameSize = Math.max(1, sps.mbWidth() * sps.mbHeight());
    return Math.min(maxDpbMacroblocks(sps) / frameSize, MAX_FRAMES);
  }

  /** {@code MaxDpbMbs}; for an unknown level, that of the next one above. */
  private static int maxDpbMacroblocks(Sps sps) {
    if (sps.isLevel1b() || sps.level() <= 10) {
      return 396;
    }
    int[] levels = {11, 12, 20, 21, 22, 30, 31, 32, 41, 42, 50, 51, 52};
    int[] sizes = {
      900, 2376, 2376, 4752, 8100, 8100, 18000, 20480, 32768, 34816, 110400, 184320, 184320
    };
    for (int i = 0; i < levels.length; i++) {
      if (sps.level() <= levels[i]) {
        return sizes[i];
      }
    }
    return 696_320;
  }

  /** The level as people write it, such as {@code 3.1}. */
  static String name(Sps sps) {
    if (sps.isLevel1b()) {
      return "1b";
    }
    return sps.level() % 10 == 0
        ? Integer.toString(sps.level() / 10)
        : sps.level() / 10 + "." + sps.level() % 10;
  }
}
