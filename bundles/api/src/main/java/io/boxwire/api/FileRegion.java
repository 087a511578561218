package io.boxwire.api;

import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * A run of bytes of an open file. A muxer moves it with {@link FileChannel#transferTo} and joins
 * neighbouring regions into one transfer, so that the payload never enters the Java heap.
 *
 * @param channel the file, readable and open for as long as the region is used; never closed here
 * @param position the first byte, at least 0
 * @param size how many bytes, at least 0
 */
public record FileRegion(FileChannel channel, long position, int size) {
  /**
   * Checks the ranges; whether the file holds the bytes is found out when they are read.
   *
   * @param channel the file
   * @param position the first byte
   * @param size how many bytes
   */
  public FileRegion {
    Objects.requireNonNull(channel, "channel");
    if (position < 0 || size < 0) {
      throw new IllegalArgumentException("negative region: " + position + "+" + size);
    }
  }
}
