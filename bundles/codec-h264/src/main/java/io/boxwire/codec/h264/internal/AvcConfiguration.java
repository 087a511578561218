package io.boxwire.codec.h264.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.CodecStrings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder configuration record in an {@code avcC} box (ISO/IEC 14496-15:2022 5.3.3.1).
 *
 * <pre>
 * configurationVersion(8)=1 AVCProfileIndication(8) profile_compatibility(8) AVCLevelIndication(8)
 * 111111 lengthSizeMinusOne(2)
 * 111 numOfSequenceParameterSets(5) { length(16) NAL unit }
 * numOfPictureParameterSets(8) { length(16) NAL unit }
 * High profiles: 111111 chroma_format(2) 11111 bit_depth_luma_minus8(3)
 *   11111 bit_depth_chroma_minus8(3) numOfSequenceParameterSetExt(8) { length(16) NAL unit }
 * </pre>
 *
 * @param profile {@code AVCProfileIndication}
 * @param constraints {@code profile_compatibility}
 * @param level {@code AVCLevelIndication}
 * @param lengthSize bytes in a NAL unit length: 1 to 4
 * @param chroma {@code chroma_format}; with the bit depths only of use in High profiles
 * @param lumaDepth bits of a luma sample
 * @param chromaDepth bits of a chroma sample
 * @param sps sequence parameter sets
 * @param pps picture parameter sets
 * @param extensions sequence parameter set extensions
 */
record AvcConfiguration(
    int profile,
    int constraints,
    int level,
    int lengthSize,
    int chroma,
    int lumaDepth,
    int chromaDepth,
    List<byte[]> sps,
    List<byte[]> pps,
    List<byte[]> extensions) {

  static final String BOX = "avcC";

  private static final int MAX_SPS = 31;
  private static final int MAX_PPS = 255;
  private static final int MAX_SET = 0xFFFF;

  /** The record for samples with 4-byte lengths whose pictures use a given parameter set. */
  static AvcConfiguration of(Sps active, ParameterSetStore sets) {
    return new AvcConfiguration(
        active.profile(),
        active.constraints(),
        active.level(),
        4,
        active.chroma(),
        active.lumaDepth(),
        active.chromaDepth(),
        sets.spsBytes(),
        sets.ppsBytes(),
        sets.extensionBytes());
  }

  /**
   * Reads the payload of an {@code avcC} box, from position to limit.
   *
   * @throws MediaException {@code MALFORMED} or {@code TRUNCATED} if it is broken
   */
  static AvcConfiguration read(ByteBuffer payload) throws MediaException {
    ByteBuffer in = payload.slice();
    need(in, 6);
    int version = in.get() & 0xFF;
    if (version != 1) {
      throw MediaException.of(Code.UNSUPPORTED, "avcC has version " + version);
    }
    int profile = in.get() & 0xFF;
    int constraints = in.get() & 0xFF;
    int level = in.get() & 0xFF;
    int lengthSize = (in.get() & 3) + 1;
    List<byte[]> sps = readSets(in, in.get() & 0x1F);
    need(in, 1);
    List<byte[]> pps = readSets(in, in.get() & 0xFF);
    int chroma = 1;
    int lumaDepth = 8;
    int chromaDepth = 8;
    List<byte[]> extensions = List.of();
    // Old writers leave these fields out.
    if (Sps.tellsChroma(profile) && in.remaining() >= 4) {
      chroma = in.get() & 3;
      lumaDepth = 8 + (in.get() & 7);
      chromaDepth = 8 + (in.get() & 7);
      extensions = readSets(in, in.get() & 0xFF);
    }
    return new AvcConfiguration(
        profile,
        constraints,
        level,
        lengthSize,
        chroma,
        lumaDepth,
        chromaDepth,
        sps,
        pps,
        extensions);
  }

  private static List<byte[]> readSets(ByteBuffer in, int count) throws MediaException {
    List<byte[]> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      need(in, 2);
      int size = in.getShort() & 0xFFFF;
      need(in, size);
      byte[] set = new byte[size];
      in.get(set);
      sets.add(set);
    }
    return sets;
  }

  private static void need(ByteBuffer in, int bytes) throws MediaException {
    if (in.remaining() < bytes) {
      throw MediaException.of(
          Code.TRUNCATED, "avcC ends at byte " + in.limit() + ", in the middle of a field");
    }
  }

  /**
   * Makes the box.
   *
   * @throws MediaException {@code UNSUPPORTED} if there are more sets, or longer ones, than the
   *     record has room for
   */
  ConfigurationBox toBox() throws MediaException {
    if (sps.size() > MAX_SPS || pps.size() > MAX_PPS || extensions.size() > MAX_PPS) {
      throw MediaException.of(
          Code.UNSUPPORTED,
          "avcC can't hold " + sps.size() + " + " + pps.size() + " parameter sets");
    }
    ByteBuffer out = ByteBuffer.allocate(11 + sizeOf(sps) + sizeOf(pps) + sizeOf(extensions));
    out.put((byte) 1).put((byte) profile).put((byte) constraints).put((byte) level);
    out.put((byte) (0xFC | lengthSize - 1));
    out.put((byte) (0xE0 | sps.size()));
    putSets(out, sps);
    out.put((byte) pps.size());
    putSets(out, pps);
    if (Sps.tellsChroma(profile)) {
      out.put((byte) (0xFC | chroma));
      out.put((byte) (0xF8 | lumaDepth - 8));
      out.put((byte) (0xF8 | chromaDepth - 8));
      out.put((byte) extensions.size());
      putSets(out, extensions);
    }
    return ConfigurationBox.of(BOX, out.flip());
  }

  private static int sizeOf(List<byte[]> sets) throws MediaException {
    int size = 0;
    for (byte[] set : sets) {
      if (set.length > MAX_SET) {
        throw MediaException.of(
            Code.UNSUPPORTED, "a parameter set of " + set.length + " bytes does not fit avcC");
      }
      size += 2 + set.length;
    }
    return size;
  }

  private static void putSets(ByteBuffer out, List<byte[]> sets) {
    for (byte[] set : sets) {
      out.putShort((short) set.length).put(set);
    }
  }

  /** All sets, in an order that can be decoded. */
  List<byte[]> all() {
    List<byte[]> all = new ArrayList<>(sps);
    all.addAll(extensions);
    all.addAll(pps);
    return all;
  }

  /** The codec string (RFC 6381, ISO/IEC 14496-15:2022 Annex E.2). */
  String codecString(String sampleEntry) {
    return sampleEntry
        + "."
        + CodecStrings.hexByte(profile)
        + CodecStrings.hexByte(constraints)
        + CodecStrings.hexByte(level);
  }
}
