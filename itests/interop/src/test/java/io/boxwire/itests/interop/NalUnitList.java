package io.boxwire.itests.interop;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * NAL units, found here a second time and in the plainest way, so that the tests do not judge our
 * scanner by our scanner.
 *
 * @param codec {@code h264} or {@code h265}
 * @param units the units in order, without start codes, length words and trailing zeros
 */
record NalUnitList(String codec, List<byte[]> units) {

  static NalUnitList ofByteStream(String codec, byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i + 2 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        if (begin >= 0) {
          add(units, stream, begin, i);
        }
        begin = i + 3;
        i += 2;
      }
    }
    if (begin >= 0) {
      add(units, stream, begin, stream.length);
    }
    return new NalUnitList(codec, units);
  }

  static NalUnitList ofSample(String codec, byte[] sample) {
    List<byte[]> units = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(sample);
    while (in.hasRemaining()) {
      byte[] unit = new byte[in.getInt()];
      in.get(unit);
      units.add(unit);
    }
    return new NalUnitList(codec, units);
  }

  private static void add(List<byte[]> units, byte[] stream, int begin, int end) {
    int last = end;
    while (last > begin && stream[last - 1] == 0) {
      last--;
    }
    if (last > begin) {
      units.add(java.util.Arrays.copyOfRange(stream, begin, last));
    }
  }

  int type(byte[] unit) {
    return codec.equals("h264") ? unit[0] & 31 : unit[0] >> 1 & 63;
  }

  boolean slice(byte[] unit) {
    int type = type(unit);
    return codec.equals("h264") ? type >= 1 && type <= 5 : type < 32;
  }

  boolean parameterSet(byte[] unit) {
    int type = type(unit);
    return codec.equals("h264") ? type == 7 || type == 8 || type == 13 : type >= 32 && type <= 34;
  }

  boolean hasRandomAccessPicture() {
    return units.stream()
        .mapToInt(this::type)
        .anyMatch(type -> codec.equals("h264") ? type == 5 : type >= 16 && type <= 23);
  }

  /** Hash of the coded slices alone. */
  String sliceHash() {
    return hash(units.stream().filter(this::slice).toList());
  }

  /** A line for each unit that is not a parameter set: its type and hash. */
  List<String> withoutParameterSets() {
    return units.stream()
        .filter(u -> !parameterSet(u))
        .map(u -> type(u) + ":" + hash(List.of(u)))
        .toList();
  }

  /** The different parameter sets: type and hash of each. */
  Set<String> parameterSetLines() {
    return units.stream()
        .filter(this::parameterSet)
        .map(u -> type(u) + ":" + hash(List.of(u)))
        .collect(Collectors.toSet());
  }

  /** A line for each unit: its type and hash. */
  List<String> lines() {
    return units.stream().map(u -> type(u) + ":" + hash(List.of(u))).toList();
  }

  private static String hash(List<byte[]> parts) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      parts.forEach(md5::update);
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
