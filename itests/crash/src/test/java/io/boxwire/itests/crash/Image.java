package io.boxwire.itests.crash;

import java.util.Arrays;

/** The content of a file, in memory. */
final class Image {
  private byte[] bytes;
  private int length;

  Image() {
    this(new byte[1 << 16], 0);
  }

  private Image(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Does what a log says. */
  void apply(WriteLog.Entry entry) {
    switch (entry.kind()) {
      case WRITE -> write(entry.place(), entry.bytes());
      case TRUNCATE -> truncate(entry.place());
      case FORCE_BEGINS, FORCE_ENDS -> {}
    }
  }

  void write(long offset, byte[] source) {
    int end = Math.toIntExact(offset + source.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(source, 0, bytes, (int) offset, source.length);
    length = Math.max(length, end);
  }

  /** Cuts the file; if it grows again, there are zeros between. */
  void truncate(long size) {
    if (size < length) {
      Arrays.fill(bytes, (int) size, length, (byte) 0);
      length = (int) size;
    }
  }

  int length() {
    return length;
  }

  /** A part of the content; zeros behind its end. */
  byte[] part(int begin, int size) {
    byte[] part = new byte[size];
    int there = Math.min(size, length - begin);
    if (there > 0) {
      System.arraycopy(bytes, begin, part, 0, there);
    }
    return part;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  Image copy() {
    return new Image(content(), length);
  }
}
