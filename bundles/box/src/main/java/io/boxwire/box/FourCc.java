package io.boxwire.box;

import java.nio.charset.StandardCharsets;

/**
 * A four-character code: the type of a box, a brand, a handler, a sample entry.
 *
 * @param code the four bytes, the first one highest
 */
public record FourCc(int code) implements Comparable<FourCc> {

  /** The code of four zero bytes. */
  public static final FourCc ZERO = new FourCc(0);

  /**
   * Makes a code of its four characters.
   *
   * @param text exactly four Latin-1 characters, such as {@code moov} or {@code "url "}
   * @return the code
   * @throws IllegalArgumentException if the text isn't four Latin-1 characters
   */
  public static FourCc of(String text) {
    if (text.length() != 4) {
      throw new IllegalArgumentException("not four characters: " + text);
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = text.charAt(i);
      if (c > 0xff) {
        throw new IllegalArgumentException("not a Latin-1 character in " + text);
      }
      code = code << 8 | c;
    }
    return new FourCc(code);
  }

  // What a record has by itself is linked at its first use, which takes 5 ms of every process.
  @Override
  public boolean equals(Object other) {
    return other instanceof FourCc that && that.code == code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public int compareTo(FourCc other) {
    return Integer.compareUnsigned(code, other.code);
  }

  /** The four characters, Latin-1; a byte that does not print appears as {@code \xNN}. */
  @Override
  public String toString() {
    byte[] bytes = {(byte) (code >>> 24), (byte) (code >>> 16), (byte) (code >>> 8), (byte) code};
    String plain = new String(bytes, StandardCharsets.ISO_8859_1);
    if (plain.chars().noneMatch(FourCc::unprintable)) {
      return plain;
    }
    StringBuilder text = new StringBuilder(16);
    for (int i = 0; i < 4; i++) {
      char c = plain.charAt(i);
      if (unprintable(c)) {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean unprintable(int c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
  }
}
