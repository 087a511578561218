package io.boxwire.demuxer.internal;

import io.boxwire.box.FourCc;
import java.nio.charset.StandardCharsets;

/** Turns codes and names of a file into text. */
final class Texts {
  private static final String UNDETERMINED = "und";

  private Texts() {}

  /** Four characters, exactly as they are stored. */
  static String fourCc(FourCc type) {
    int code = type.code();
    byte[] bytes = {(byte) (code >>> 24), (byte) (code >>> 16), (byte) (code >>> 8), (byte) code};
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A handler's name; QuickTime's may start with its length. */
  static String name(String stored) {
    boolean counted = !stored.isEmpty() && stored.charAt(0) == stored.length() - 1;
    return counted ? stored.substring(1) : stored;
  }

  /** A language of three packed letters; QuickTime's numbers are not known. */
  static String language(int packed) {
    char[] letters = new char[3];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (char) ((packed >>> (10 - 5 * i) & 0x1f) + 0x60);
      if (letters[i] < 'a' || letters[i] > 'z') {
        return UNDETERMINED;
      }
    }
    return new String(letters);
  }
}
