package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The HEVC decoder configuration record, payload of {@code hvcC} (ISO/IEC 14496-15:2022 8.3.3).
 * Immutable.
 *
 * @param profile profile, tier and level
 * @param minSpatialSegmentation {@code min_spatial_segmentation_idc}, 0 to 4095
 * @param parallelism {@code parallelismType}, 0 to 3
 * @param chromaFormat {@code chromaFormat}, 0 to 3
 * @param bitDepthLuma 8 to 15
 * @param bitDepthChroma 8 to 15
 * @param averageFrameRate frames in 256 seconds, 0 if not known
 * @param constantFrameRate {@code constantFrameRate}, 0 to 3
 * @param temporalLayers {@code numTemporalLayers}, 0 if not known
 * @param temporalIdNested {@code temporalIdNested}
 * @param lengthSize bytes in a NAL unit length, 1 to 4
 * @param arrays the parameter sets, and possibly SEI messages
 */
record HevcConfiguration(
    ProfileTierLevel profile,
    int minSpatialSegmentation,
    int parallelism,
    int chromaFormat,
    int bitDepthLuma,
    int bitDepthChroma,
    int averageFrameRate,
    int constantFrameRate,
    int temporalLayers,
    boolean temporalIdNested,
    int lengthSize,
    List<NalArray> arrays) {
  /** The box that holds the record. */
  static final String BOX = "hvcC";

  /** The box beside it that holds the sets of further layers. */
  static final String LAYERED_BOX = "lhvC";

  static final int PARALLELISM_MIXED_OR_UNKNOWN = 0;
  static final int PARALLELISM_SLICES = 1;
  static final int PARALLELISM_TILES = 2;
  static final int PARALLELISM_WAVEFRONTS = 3;

  private static final int VERSION = 1;
  private static final int FIXED_SIZE = 23;
  private static final int LAYERED_FIXED_SIZE = 6;
  private static final int ARRAY_HEAD_SIZE = 3;

  /**
   * NAL units of one type.
   *
   * @param complete {@code array_completeness}: none of the type is in the samples
   * @param type NAL unit type
   * @param units the NAL units, headers included; never moved
   */
  record NalArray(boolean complete, int type, List<ByteBuffer> units) {}

  /** The record's bytes. */
  ByteBuffer write() {
    int size = FIXED_SIZE;
    for (NalArray array : arrays) {
      size += ARRAY_HEAD_SIZE;
      for (ByteBuffer unit : array.units) {
        size += 2 + unit.remaining();
      }
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put((byte) VERSION);
    out.put((byte) (profile.space() << 6 | (profile.highTier() ? 0x20 : 0) | profile.profile()));
    out.putInt(profile.compatibility());
    out.putShort((short) (profile.constraints() >> 32)).putInt((int) profile.constraints());
    out.put((byte) profile.level());
    out.putShort((short) (0xf000 | minSpatialSegmentation));
    out.put((byte) (0xfc | parallelism));
    out.put((byte) (0xfc | chromaFormat));
    out.put((byte) (0xf8 | bitDepthLuma - 8));
    out.put((byte) (0xf8 | bitDepthChroma - 8));
    out.putShort((short) averageFrameRate);
    int nested = temporalIdNested ? 4 : 0;
    out.put((byte) (constantFrameRate << 6 | temporalLayers << 3 | nested | lengthSize - 1));
    out.put((byte) arrays.size());
    for (NalArray array : arrays) {
      out.put((byte) ((array.complete ? 0x80 : 0) | array.type));
      out.putShort((short) array.units.size());
      for (ByteBuffer unit : array.units) {
        out.putShort((short) unit.remaining()).put(unit.duplicate());
      }
    }
    return out.flip();
  }

  /**
   * What the record adds to a sample where decoding starts: parameter sets, and SEI messages that
   * hold for the whole stream.
   */
  List<ByteBuffer> streamUnits() {
    List<ByteBuffer> all = new ArrayList<>();
    for (NalArray array : arrays) {
      if (NalType.isParameterSet(array.type) || array.type == NalType.PREFIX_SEI) {
        all.addAll(array.units);
      }
    }
    return all;
  }

  /**
   * Reads a record.
   *
   * @param bytes the box's payload, from position to limit; not changed, and shared by the arrays
   * @throws MediaException {@code MALFORMED} if a length does not fit, {@code UNSUPPORTED} for
   *     another version
   */
  static HevcConfiguration read(ByteBuffer bytes) throws MediaException {
    ByteBuffer in = bytes.slice();
    need(in, FIXED_SIZE);
    checkVersion(in.get());
    int head = in.get();
    int compatibility = in.getInt();
    long constraints = (in.getShort() & 0xffffL) << 32 | in.getInt() & 0xffff_ffffL;
    ProfileTierLevel profile =
        new ProfileTierLevel(
            head >> 6 & 3,
            (head & 0x20) != 0,
            head & 0x1f,
            compatibility,
            constraints,
            in.get() & 0xff);
    int segmentation = in.getShort() & 0xfff;
    int parallelism = in.get() & 3;
    int chromaFormat = in.get() & 3;
    int bitDepthLuma = 8 + (in.get() & 7);
    int bitDepthChroma = 8 + (in.get() & 7);
    int averageFrameRate = in.getShort() & 0xffff;
    int rest = in.get();
    List<NalArray> arrays = readArrays(in);
    return new HevcConfiguration(
        profile,
        segmentation,
        parallelism,
        chromaFormat,
        bitDepthLuma,
        bitDepthChroma,
        averageFrameRate,
        rest >> 6 & 3,
        rest >> 3 & 7,
        (rest & 4) != 0,
        (rest & 3) + 1,
        arrays);
  }

  /**
   * Reads the parameter sets of further layers from the payload of {@code lhvC} (ISO/IEC
   * 14496-15:2022 9.4.3), which has no profile, size or rate of its own.
   *
   * @param bytes the box's payload, from position to limit; not changed, and shared by the arrays
   * @throws MediaException {@code MALFORMED} if a length does not fit, {@code UNSUPPORTED} for
   *     another version
   */
  static List<NalArray> readLayered(ByteBuffer bytes) throws MediaException {
    ByteBuffer in = bytes.slice();
    need(in, LAYERED_FIXED_SIZE);
    checkVersion(in.get());
    return readArrays(in.position(LAYERED_FIXED_SIZE - 1));
  }

  /** The same record with more NAL units, as those of other layers. */
  HevcConfiguration withMore(List<NalArray> more) {
    List<NalArray> all = new ArrayList<>(arrays);
    all.addAll(more);
    return new HevcConfiguration(
        profile,
        minSpatialSegmentation,
        parallelism,
        chromaFormat,
        bitDepthLuma,
        bitDepthChroma,
        averageFrameRate,
        constantFrameRate,
        temporalLayers,
        temporalIdNested,
        lengthSize,
        List.copyOf(all));
  }

  private static void checkVersion(int version) throws MediaException {
    // Version 0 was written before the standard was final; the layout is the same.
    if (version != VERSION && version != 0) {
      throw MediaException.of(Code.UNSUPPORTED, "a decoder configuration of version " + version);
    }
  }

  private static List<NalArray> readArrays(ByteBuffer in) throws MediaException {
    List<NalArray> arrays = new ArrayList<>();
    for (int left = in.get() & 0xff; left > 0; left--) {
      arrays.add(readArray(in));
    }
    return List.copyOf(arrays);
  }

  private static NalArray readArray(ByteBuffer in) throws MediaException {
    need(in, ARRAY_HEAD_SIZE);
    int head = in.get();
    List<ByteBuffer> units = new ArrayList<>();
    for (int left = in.getShort() & 0xffff; left > 0; left--) {
      need(in, 2);
      int length = in.getShort() & 0xffff;
      need(in, length);
      units.add(in.slice(in.position(), length));
      in.position(in.position() + length);
    }
    return new NalArray((head & 0x80) != 0, head & 0x3f, List.copyOf(units));
  }

  private static void need(ByteBuffer in, int bytes) throws MediaException {
    if (in.remaining() < bytes) {
      throw MediaException.of(
          Code.MALFORMED,
          "a decoder configuration: "
              + bytes
              + " bytes are wanted at "
              + in.position()
              + ", it has "
              + in.limit());
    }
  }
}
