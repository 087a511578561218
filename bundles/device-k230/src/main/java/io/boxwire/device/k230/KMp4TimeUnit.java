package io.boxwire.device.k230;

/**
 * What {@link KMp4FrameData#timeStamp} is counted in. The board's manual says milliseconds; its
 * firmware takes microseconds when writing and gives milliseconds when reading.
 */
public enum KMp4TimeUnit {
  /** Milliseconds both ways, as the manual says. */
  MILLISECONDS,
  /** Microseconds both ways. */
  MICROSECONDS,
  /**
   * Microseconds in, milliseconds out, as the firmware does it: for code that is moved as it is. A
   * program that writes the frames it reads has to multiply their times by 1000.
   */
  FIRMWARE
}
