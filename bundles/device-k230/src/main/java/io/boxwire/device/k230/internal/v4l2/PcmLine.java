package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;

/**
 * Where sound is captured: linear samples of 16 bits, the low byte first, channels interleaved.
 * Used by one thread at a time.
 */
interface PcmLine {
  /** Which device, for people. */
  String name();

  /** Starts capturing. */
  void start();

  /** How many bytes have been captured and not been read. */
  int available();

  /**
   * Reads bytes that are available.
   *
   * @return how many were read
   */
  int read(byte[] into, int offset, int length);

  /** Lets go of it. */
  void close();

  /** Opens lines. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens a line, not started.
     *
     * @param device part of its name; empty for the system's default
     * @param rate samples a second
     * @param channels 1 or 2
     * @throws MediaException {@code DEVICE_FAILED} if it can't be opened
     */
    PcmLine open(String device, int rate, int channels) throws MediaException;
  }
}
