package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.device.k230.KdMp4;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** NAL units, found in the plainest way, so that no scanner of ours judges itself. */
final class Nal {
  private Nal() {}

  /** The NAL units of a byte stream, without start codes. */
  private static List<byte[]> units(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i + 2 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        if (begin >= 0) {
          units.add(Arrays.copyOfRange(stream, begin, stream[i - 1] == 0 ? i - 1 : i));
        }
        begin = i + 3;
      }
    }
    units.add(Arrays.copyOfRange(stream, begin, stream.length));
    return units;
  }

  /** The types of the NAL units. */
  static List<Integer> types(int codecId, byte[] stream) {
    return units(stream).stream()
        .map(u -> codecId == KdMp4.K_MP4_CODEC_ID_H264 ? u[0] & 31 : u[0] >> 1 & 63)
        .toList();
  }

  /** The same NAL units, each behind a start code of four bytes. */
  static byte[] fourByteCodes(byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] unit : units(stream)) {
      out.writeBytes(new byte[] {0, 0, 0, 1});
      out.writeBytes(unit);
    }
    return out.toByteArray();
  }
}
