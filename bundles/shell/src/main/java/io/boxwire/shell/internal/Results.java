package io.boxwire.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output as text, buffered, with numbers that cost no object: a listing has millions of
 * them. Used by one thread.
 */
final class Results {
  private static final int CAPACITY = 1 << 16;

  /** Digits of the greatest number; a sign may be in front. */
  private static final int LONGEST = 19;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private final OutputStream out;
  private final byte[] buffer = new byte[CAPACITY];
  private int length;
  private String heading = "";

  /** Standard output does not take results; nothing that is read is to blame. */
  static final class Unwritable extends IOException {
    private static final long serialVersionUID = 1L;

    Unwritable(IOException cause) {
      super("standard output: " + Failures.reason(cause), cause);
    }
  }

  /**
   * Makes results.
   *
   * @param out where they go; not closed here
   */
  Results(OutputStream out) {
    this.out = out;
  }

  /**
   * Sets what goes in front of the next result, if there is one.
   *
   * @param text whole lines; empty to take it back
   */
  void heading(String text) {
    heading = text;
  }

  /** Adds text, in UTF-8. */
  Results text(String text) throws Unwritable {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int done = 0; done < bytes.length; ) {
      room(1);
      int part = Math.min(bytes.length - done, CAPACITY - length);
      System.arraycopy(bytes, done, buffer, length, part);
      length += part;
      done += part;
    }
    return this;
  }

  /** Adds a line of text. */
  Results line(String text) throws Unwritable {
    return text(text).character('\n');
  }

  /** Adds an ASCII character. */
  Results character(char ascii) throws Unwritable {
    room(1);
    buffer[length++] = (byte) ascii;
    return this;
  }

  /** Adds a number in decimal. */
  Results number(long value) throws Unwritable {
    if (value == Long.MIN_VALUE) {
      return text(Long.toString(value));
    }
    room(1 + LONGEST);
    long rest = value;
    if (rest < 0) {
      buffer[length++] = '-';
      rest = -rest;
    }
    length += digits(rest);
    int at = length;
    do {
      long tenth = rest / 10;
      buffer[--at] = (byte) ('0' + (rest - 10 * tenth));
      rest = tenth;
    } while (rest != 0);
    return this;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long least = 10; value >= least && digits < LONGEST; least *= 10) {
      digits++;
    }
    return digits;
  }

  /** Adds bytes in lower-case hexadecimal. */
  Results hex(byte[] bytes) throws Unwritable {
    for (byte b : bytes) {
      room(2);
      buffer[length++] = HEX[b >> 4 & 15];
      buffer[length++] = HEX[b & 15];
    }
    return this;
  }

  /** Hands everything on, and lets the reader see it. */
  void flush() throws Unwritable {
    pass();
    try {
      out.flush();
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }

  private void room(int bytes) throws Unwritable {
    if (!heading.isEmpty()) {
      String text = heading;
      heading = "";
      text(text);
    }
    if (bytes > CAPACITY - length) {
      pass();
    }
  }

  private void pass() throws Unwritable {
    // Emptied first: what a broken pipe did not take is not offered to it again.
    int full = length;
    length = 0;
    try {
      out.write(buffer, 0, full);
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }
}
