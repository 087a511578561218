package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.SampleEntry;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether bytes look like a NAL unit of a codec: by its header, and by the parameter set that
 * a slice refers to. One for each stream, since it remembers the parameter sets it was shown.
 */
abstract class NalPlausibility {
  private static final int MOST_IDS = 255;

  /** How a NAL unit of a type that is possible has to be followed. */
  enum Kind {
    /** Of a picture: what follows may be another track's. */
    PICTURE,
    /** In front of a picture: another NAL unit follows. */
    LEADING,
    /** Behind a picture, perhaps the last of it. */
    TRAILING,
    /** No NAL unit at all. */
    NONE
  }

  private final Set<Integer> pictureSets = new HashSet<>();

  /**
   * The rules for the samples under an entry.
   *
   * @return empty if they are not made of NAL units that are known here
   */
  static Optional<NalPlausibility> of(SampleEntry entry) {
    if (entry.box("avcC").isPresent()) {
      return Optional.of(new Avc());
    }
    return entry.box("hvcC").isPresent() ? Optional.of(new Hevc()) : Optional.empty();
  }

  /**
   * How many bytes the length in front of each NAL unit has (ISO/IEC 14496-15:2022 5.3.3.1, 8.3.2).
   */
  static int lengthSize(SampleEntry entry) throws MediaException {
    ByteBuffer avc = entry.box("avcC").map(b -> b.payload()).orElse(ByteBuffer.allocate(0));
    ByteBuffer hevc = entry.box("hvcC").map(b -> b.payload()).orElse(ByteBuffer.allocate(0));
    if (avc.remaining() > 4) {
      return (avc.get(avc.position() + 4) & 3) + 1;
    }
    if (hevc.remaining() > 21) {
      return (hevc.get(hevc.position() + 21) & 3) + 1;
    }
    throw MediaException.of(
        MediaException.Code.MALFORMED, "the reference has no usable codec configuration");
  }

  /**
   * Looks at a header.
   *
   * @param unit begins with the header; at least two bytes
   */
  abstract Kind kind(ByteBuffer unit);

  /** Whether a NAL unit is a set that slices refer to. */
  abstract boolean isPictureSet(ByteBuffer unit);

  /** Goes to where a slice says which set it refers to, and reads that. */
  abstract int referredSet(ByteBuffer unit, BitReader bits) throws MediaException;

  /** Remembers a picture parameter set. */
  void learn(ByteBuffer unit) {
    if (unit.remaining() > 2 && isPictureSet(unit)) {
      try {
        BitReader bits = BitReader.ofNalUnit(unit, unit.position(), unit.remaining());
        bits.skip(headerBits());
        pictureSets.add(bits.ue(MOST_IDS, "parameter set"));
      } catch (MediaException e) {
        // It tells no number, and so nothing can refer to it.
        return;
      }
    }
  }

  abstract int headerBits();

  /** Whether a NAL unit, if it is a slice, refers to a parameter set that there is. */
  boolean refersToKnownSet(ByteBuffer unit) {
    if (kind(unit) != Kind.PICTURE) {
      return true;
    }
    try {
      BitReader bits = BitReader.ofNalUnit(unit, unit.position(), unit.remaining());
      bits.skip(headerBits());
      return pictureSets.contains(referredSet(unit, bits));
    } catch (MediaException e) {
      return false;
    }
  }

  /** ISO/IEC 14496-10 7.3.1, 7.4.1. */
  private static final class Avc extends NalPlausibility {
    private static final int MOST_BLOCKS = 1 << 20;
    private static final int MOST_SLICE_TYPES = 9;

    @Override
    Kind kind(ByteBuffer unit) {
      int header = unit.get(unit.position()) & 0xff;
      boolean reference = (header & 0x60) != 0;
      return switch (header & 0x9f) {
        case 1 -> Kind.PICTURE;
        case 5 -> reference ? Kind.PICTURE : Kind.NONE;
        case 6, 9 -> reference ? Kind.NONE : Kind.LEADING;
        case 7, 8, 13, 15 -> reference ? Kind.LEADING : Kind.NONE;
        case 14, 20 -> Kind.TRAILING;
        case 10, 11, 12 -> reference ? Kind.NONE : Kind.TRAILING;
        default -> Kind.NONE;
      };
    }

    @Override
    boolean isPictureSet(ByteBuffer unit) {
      return (unit.get(unit.position()) & 0x1f) == 8;
    }

    @Override
    int headerBits() {
      return 8;
    }

    @Override
    int referredSet(ByteBuffer unit, BitReader bits) throws MediaException {
      bits.ue(MOST_BLOCKS, "first_mb_in_slice");
      bits.ue(MOST_SLICE_TYPES, "slice_type");
      return bits.ue(MOST_IDS, "pic_parameter_set_id");
    }
  }

  /** ISO/IEC 23008-2 7.3.1, 7.4.2. */
  private static final class Hevc extends NalPlausibility {
    @Override
    Kind kind(ByteBuffer unit) {
      int first = unit.get(unit.position()) & 0xff;
      int second = unit.get(unit.position() + 1) & 0xff;
      boolean baseLayer = (first & 0x81) == 0 && second >> 3 == 0 && (second & 7) != 0;
      int type = first >> 1 & 0x3f;
      if (!baseLayer) {
        return Kind.NONE;
      }
      if (type <= 9 || type >= 16 && type <= 21) {
        return Kind.PICTURE;
      }
      return switch (type) {
        case 32, 33, 34, 35, 39 -> Kind.LEADING;
        case 36, 37, 38, 40 -> Kind.TRAILING;
        default -> Kind.NONE;
      };
    }

    @Override
    boolean isPictureSet(ByteBuffer unit) {
      return (unit.get(unit.position()) >> 1 & 0x3f) == 34;
    }

    @Override
    int headerBits() {
      return 16;
    }

    @Override
    int referredSet(ByteBuffer unit, BitReader bits) throws MediaException {
      int type = unit.get(unit.position()) >> 1 & 0x3f;
      bits.flag();
      if (type >= 16) {
        bits.flag();
      }
      return bits.ue(MOST_IDS, "slice_pic_parameter_set_id");
    }
  }
}
