package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.codec.h265.internal.HevcConfiguration.NalArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains a decoder configuration record to people. */
final class HevcDescription {
  private static final String[] PARALLELISM = {"mixed or unknown", "slices", "tiles", "wavefronts"};
  private static final String[] CHROMA = {"monochrome", "4:2:0", "4:2:2", "4:4:4"};
  private static final double LEVEL_UNIT = 30;
  private static final double SECONDS = 256;

  private final List<Field> fields = new ArrayList<>();

  private HevcDescription() {}

  /**
   * Lists the fields; if the record is broken, the only one is named {@code error}.
   *
   * @param payload the box's payload; not changed
   */
  static List<Field> of(ByteBuffer payload) {
    HevcDescription description = new HevcDescription();
    try {
      description.add(HevcConfiguration.read(payload));
    } catch (MediaException e) {
      description.add("error", e.getMessage());
    }
    return List.copyOf(description.fields);
  }

  /**
   * Lists the sets of further layers; if the box is broken, the only field is named {@code error}.
   *
   * @param payload the payload of {@code lhvC}; not changed
   */
  static List<Field> ofLayered(ByteBuffer payload) {
    HevcDescription description = new HevcDescription();
    try {
      HevcConfiguration.readLayered(payload).forEach(description::addArray);
    } catch (MediaException e) {
      description.add("error", e.getMessage());
    }
    return List.copyOf(description.fields);
  }

  private void add(HevcConfiguration record) {
    ProfileTierLevel profile = record.profile();
    add("general_profile_space", profile.space());
    add("general_tier_flag", profile.highTier() ? "1 (High)" : "0 (Main)");
    add("general_profile_idc", profile.profile() + profileName(profile.profile()));
    add("general_profile_compatibility_flags", hex("%08X", profile.compatibility()));
    add("general_constraint_indicator_flags", hex("%012X", profile.constraints()));
    String level = String.format(Locale.ROOT, "%.1f", profile.level() / LEVEL_UNIT);
    add("general_level_idc", profile.level() + " (" + level + ")");
    add("min_spatial_segmentation_idc", record.minSpatialSegmentation());
    add("parallelismType", record.parallelism() + " (" + PARALLELISM[record.parallelism()] + ")");
    add("chromaFormat", record.chromaFormat() + " (" + CHROMA[record.chromaFormat()] + ")");
    add("bitDepthLuma", record.bitDepthLuma());
    add("bitDepthChroma", record.bitDepthChroma());
    String rate = String.format(Locale.ROOT, "%.3f", record.averageFrameRate() / SECONDS);
    add("avgFrameRate", record.averageFrameRate() == 0 ? "0 (unknown)" : rate + " a second");
    add("constantFrameRate", record.constantFrameRate());
    add("numTemporalLayers", record.temporalLayers());
    add("temporalIdNested", record.temporalIdNested() ? 1 : 0);
    add("NALUnitLengthSize", record.lengthSize());
    record.arrays().forEach(this::addArray);
  }

  private void addArray(NalArray array) {
    String complete = array.complete() ? "complete" : "more may be in the samples";
    for (ByteBuffer unit : array.units()) {
      add(unitName(array.type()), unit.remaining() + " bytes, " + complete + details(array, unit));
    }
  }

  private static String details(NalArray array, ByteBuffer unit) {
    if (array.type() != NalType.SPS || NalType.layerOf(unit) != 0) {
      return "";
    }
    try {
      Sps sps = Sps.read(unit);
      return ", " + sps.width() + "x" + sps.height() + ", reorders " + sps.reorderDepth();
    } catch (MediaException e) {
      return ", broken: " + e.getMessage();
    }
  }

  private static String unitName(int type) {
    switch (type) {
      case NalType.VPS:
        return "VPS";
      case NalType.SPS:
        return "SPS";
      case NalType.PPS:
        return "PPS";
      case NalType.PREFIX_SEI:
        return "prefix SEI";
      default:
        return "NAL unit type " + type;
    }
  }

  private static String profileName(int idc) {
    switch (idc) {
      case 1:
        return " (Main)";
      case 2:
        return " (Main 10)";
      case 3:
        return " (Main Still Picture)";
      case 4:
        return " (range extensions)";
      case 9:
        return " (screen content coding)";
      default:
        return "";
    }
  }

  private void add(String name, int value) {
    add(name, Integer.toString(value));
  }

  private void add(String name, String value) {
    fields.add(new Field(name, value));
  }

  private static String hex(String format, Object value) {
    return "0x" + String.format(Locale.ROOT, format, value);
  }
}
