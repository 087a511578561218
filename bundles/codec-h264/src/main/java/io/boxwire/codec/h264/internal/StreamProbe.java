package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.AnnexBScanner;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/** Guesses whether a file is an H.264 byte stream. */
final class StreamProbe {
  private static final int SURE = 98;
  private static final int LIKELY = 80;
  private static final int BY_NAME = 40;
  private static final Set<String> EXTENSIONS = Set.of("h264", "264", "avc", "jsv", "jvt", "26l");

  private StreamProbe() {}

  static int score(ByteBuffer head, String fileName) {
    int dot = fileName.lastIndexOf('.');
    String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    int byName = dot >= 0 && EXTENSIONS.contains(extension) ? BY_NAME : 0;
    ByteBuffer view = head.slice();
    AnnexBScanner scanner = new AnnexBScanner();
    ParameterSetStore sets = new ParameterSetStore();
    SliceHeaderReader slices = new SliceHeaderReader(sets);
    int units = 0;
    int pictures = 0;
    while (scanner.next(view, view.limit())) {
      int header = view.get(scanner.offset()) & 0xFF;
      if ((header & 0x80) != 0) {
        return 0; // forbidden_zero_bit
      }
      units++;
      ByteBuffer nal = view.slice(scanner.offset(), scanner.length());
      int type = NalType.of(header);
      if (NalType.isParameterSet(type)) {
        sets.put(nal);
      } else if (NalType.isSlice(type) && canBeRead(slices, nal)) {
        pictures++;
      }
    }
    if (scanner.skipped() > 0 || units == 0 && scanner.keepFrom() > 0) {
      return 0;
    }
    if (pictures > 0) {
      return SURE;
    }
    return sets.anySps() != null ? LIKELY : byName;
  }

  private static boolean canBeRead(SliceHeaderReader slices, ByteBuffer nal) {
    try {
      slices.read(nal, 0, nal.remaining());
      return true;
    } catch (MediaException e) {
      return false; // another codec's, or a slice whose parameter sets lie before the head
    }
  }
}
