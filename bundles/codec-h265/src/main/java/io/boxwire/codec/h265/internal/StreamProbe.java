package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.NalUnits;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/** Guesses whether a file is a raw HEVC stream. */
final class StreamProbe {
  private static final Set<String> EXTENSIONS = Set.of("h265", "265", "hevc", "hvc", "x265");

  private static final int SURE = 95;
  private static final int BY_NAME = 40;
  private static final int NOT_A_STREAM = 0;

  private StreamProbe() {}

  /**
   * Looks for NAL units with sound headers, and among them for a sequence parameter set that can be
   * read.
   *
   * @param head the first bytes of the file; not changed
   * @param fileName its name
   * @return 0 to 100
   */
  static int probe(ByteBuffer head, String fileName) {
    NalUnits units;
    try {
      units = new NalUnits().parseAnnexB(head);
    } catch (MediaException e) {
      // It does not begin with a start code.
      return NOT_A_STREAM;
    }
    if (units.isEmpty()) {
      return NOT_A_STREAM;
    }
    // The last one may be cut.
    for (int i = 0; i < units.size() - 1; i++) {
      int at = units.offset(i);
      boolean sound =
          units.length(i) >= NalType.HEADER_SIZE
              && head.get(at) >= 0
              && NalType.temporalId(head, at) >= 0;
      if (!sound) {
        return NOT_A_STREAM;
      }
      if (NalType.of(head, at) == NalType.SPS && isReadable(units.slice(head, i))) {
        return SURE;
      }
    }
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
    return EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT)) ? BY_NAME : 0;
  }

  private static boolean isReadable(ByteBuffer sps) {
    try {
      Sps.read(sps);
      return true;
    } catch (MediaException e) {
      return false;
    }
  }
}
