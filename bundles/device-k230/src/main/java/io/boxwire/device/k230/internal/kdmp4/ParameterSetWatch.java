package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.bitstream.FrameUnits;
import io.boxwire.device.k230.internal.media.CodecIds;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Knows which parameter sets a video track still lacks, so that a first frame that is refused can
 * be told from one that merely can't be decoded from.
 */
final class ParameterSetWatch {
  /** What there has to be, of each codec that is known here. */
  private static final Map<String, Kind> KINDS =
      Map.of(
          CodecIds.H264, new Kind(header -> header & 0x1f, 7, 8),
          CodecIds.H265, new Kind(header -> header >> 1 & 0x3f, 32, 33, 34));

  private final Kind kind;
  private final FrameUnits units = new FrameUnits();
  private final BitSet missing = new BitSet();
  private final BitSet found = new BitSet();

  /**
   * The parameter sets of a codec.
   *
   * @param type the type of a NAL unit, from the first byte of its header
   * @param needed the types of those that decoding needs
   */
  private record Kind(IntUnaryOperator type, int... needed) {}

  private ParameterSetWatch(Kind kind) {
    this.kind = kind;
    for (int type : kind.needed()) {
      missing.set(type);
    }
  }

  /** A watch for a track; empty if the codec has no parameter sets that are known here. */
  static Optional<ParameterSetWatch> of(String codec) {
    return Optional.ofNullable(KINDS.get(codec)).map(ParameterSetWatch::new);
  }

  /**
   * Looks at a frame that is going to be written.
   *
   * @return whether parameter sets are missing even with those that it brings
   */
  boolean lacks(Frame frame) {
    if (missing.isEmpty()) {
      return false;
    }
    found.clear();
    try {
      units.parse(frame, PayloadForm.STREAM);
      for (int i = 0; i < units.size(); i++) {
        found.set(kind.type().applyAsInt(units.buffer(i).get(units.offset(i)) & 0xff));
      }
    } catch (MediaException noUnits) {
      return false; // the muxer says what is wrong with the bytes
    } finally {
      units.clear();
    }
    BitSet left = (BitSet) missing.clone();
    left.andNot(found);
    return !left.isEmpty();
  }

  /** The frame that was looked at last was taken. */
  void taken() {
    missing.andNot(found);
  }
}
