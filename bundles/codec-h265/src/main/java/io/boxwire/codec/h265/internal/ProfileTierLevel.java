package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.CodecStrings;

/**
 * The general part of {@code profile_tier_level} (ITU-T H.265 7.3.3). Immutable.
 *
 * @param space {@code general_profile_space}, 0 to 3
 * @param highTier {@code general_tier_flag}
 * @param profile {@code general_profile_idc}, 0 to 31
 * @param compatibility {@code general_profile_compatibility_flag}, flag 0 in the highest bit
 * @param constraints the 48 bits from {@code general_progressive_source_flag} on
 * @param level {@code general_level_idc}, 30 times the level
 */
record ProfileTierLevel(
    int space, boolean highTier, int profile, int compatibility, long constraints, int level) {
  private static final int SUB_LAYER_PROFILE_BITS = 88;
  private static final int MOST_SUB_LAYERS = 8;

  /**
   * Reads the structure with its sub-layer part, which is passed over.
   *
   * @param in stands at {@code general_profile_space}
   * @param maxSubLayersMinus1 0 to 6
   */
  static ProfileTierLevel read(BitReader in, int maxSubLayersMinus1) throws MediaException {
    ProfileTierLevel general =
        new ProfileTierLevel(
            in.bits(2), in.flag(), in.bits(5), in.bits(32), in.longBits(48), in.bits(8));
    boolean[] profilePresent = new boolean[maxSubLayersMinus1];
    boolean[] levelPresent = new boolean[maxSubLayersMinus1];
    for (int i = 0; i < maxSubLayersMinus1; i++) {
      profilePresent[i] = in.flag();
      levelPresent[i] = in.flag();
    }
    if (maxSubLayersMinus1 > 0) {
      in.skip(2L * (MOST_SUB_LAYERS - maxSubLayersMinus1));
    }
    for (int i = 0; i < maxSubLayersMinus1; i++) {
      in.skip((profilePresent[i] ? SUB_LAYER_PROFILE_BITS : 0) + (levelPresent[i] ? 8 : 0));
    }
    return general;
  }

  /**
   * What a stream needs that holds both (ISO/IEC 14496-15:2022 8.3.3.1.3): flags that hold for
   * both, the higher tier, the higher level.
   */
  ProfileTierLevel and(ProfileTierLevel other) {
    return new ProfileTierLevel(
        space,
        highTier || other.highTier,
        Math.max(profile, other.profile),
        compatibility & other.compatibility,
        constraints & other.constraints,
        Math.max(level, other.level));
  }

  /** The codec string of RFC 6381 by ISO/IEC 14496-15:2022 E.3, such as {@code 1.6.L93.B0}. */
  String codecString(String sampleEntry) {
    StringBuilder text = new StringBuilder(sampleEntry).append('.');
    if (space > 0) {
      text.append((char) ('A' + space - 1));
    }
    text.append(profile).append('.');
    text.append(CodecStrings.reversedHex(compatibility));
    text.append(highTier ? ".H" : ".L").append(level);
    for (long left = constraints << 16; left != 0; left <<= 8) {
      text.append('.').append(CodecStrings.hex((int) (left >>> 56)));
    }
    return text.toString();
  }
}
