package io.boxwire.codec.h265.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.bitstream.NalFraming;
import io.boxwire.codec.h265.internal.HevcConfiguration.NalArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sample entry configurations from parameter sets.
 *
 * <pre>
 * hvc1 or hev1
 *   hvcC   always
 *   colr   if the VUI tells colours or the range
 *   pasp   if the VUI tells the sample aspect ratio
 *   mdcv   if a mastering display SEI came with the sets
 *   clli   if a content light level SEI came with the sets
 * </pre>
 */
final class Configurations {
  /** Sample entry whose parameter sets are in the entry alone. */
  static final String HVC1 = "hvc1";

  /** Sample entry whose parameter sets may be in the samples too. */
  static final String HEV1 = "hev1";

  private static final int LENGTH_SIZE = 4;

  private static final int AVERAGE_RATE_SECONDS = 256;

  private Configurations() {}

  /**
   * Makes a configuration.
   *
   * @param sampleEntry {@link #HVC1} or {@link #HEV1}
   * @param sets the sets, at least one SPS and one PPS
   * @param active the SPS that is in use, for what one stream has only one of
   * @param hdr what SEI messages tell
   */
  static CodecConfiguration make(
      String sampleEntry, ParameterSetTable sets, Sps active, HdrMetadata hdr) {
    boolean complete = sampleEntry.equals(HVC1);
    HevcConfiguration record = record(sets, active, complete);
    List<ConfigurationBox> boxes = new ArrayList<>();
    boxes.add(ConfigurationBox.of(HevcConfiguration.BOX, record.write()));
    boxes.addAll(active.vui().signal().boxes());
    boxes.addAll(hdr.boxes());
    return CodecConfiguration.of(sampleEntry, record.profile().codecString(sampleEntry))
        .size(active.width(), active.height())
        .boxes(boxes)
        .inBand(NalFraming.lengthPrefixed(complete ? record.streamUnits() : List.of()))
        .build();
  }

  /** ISO/IEC 14496-15:2022 8.3.3.1.3: what holds for all sequence parameter sets together. */
  private static HevcConfiguration record(ParameterSetTable sets, Sps active, boolean complete) {
    ProfileTierLevel profile = active.profile();
    int segmentation = active.vui().minSpatialSegmentation();
    int subLayers = 0;
    boolean nested = true;
    for (Sps sps : sets.allSps()) {
      profile = profile.and(sps.profile());
      segmentation = Math.min(segmentation, sps.vui().minSpatialSegmentation());
      subLayers = Math.max(subLayers, sps.subLayers());
      nested &= sps.temporalIdNesting();
    }
    int rate = averageFrameRate(active);
    return new HevcConfiguration(
        profile,
        segmentation,
        parallelism(sets, segmentation),
        active.chromaFormat(),
        active.bitDepthLuma(),
        active.bitDepthChroma(),
        rate,
        rate > 0 ? 1 : 0,
        subLayers,
        nested,
        LENGTH_SIZE,
        arrays(sets, complete));
  }

  private static List<NalArray> arrays(ParameterSetTable sets, boolean complete) {
    List<NalArray> arrays = new ArrayList<>();
    for (int type = NalType.VPS; type <= NalType.PPS; type++) {
      List<ByteBuffer> units = sets.units(type);
      if (!units.isEmpty()) {
        arrays.add(new NalArray(complete, type, units));
      }
    }
    return arrays;
  }

  /** One tool that all picture parameter sets share; without a segmentation bound none counts. */
  static int parallelism(ParameterSetTable sets, int segmentation) {
    if (segmentation == 0) {
      return HevcConfiguration.PARALLELISM_MIXED_OR_UNKNOWN;
    }
    int shared = -1;
    for (Pps pps : sets.allPps()) {
      int own;
      if (pps.tiles()) {
        own =
            pps.wavefronts()
                ? HevcConfiguration.PARALLELISM_MIXED_OR_UNKNOWN
                : HevcConfiguration.PARALLELISM_TILES;
      } else {
        own =
            pps.wavefronts()
                ? HevcConfiguration.PARALLELISM_WAVEFRONTS
                : HevcConfiguration.PARALLELISM_SLICES;
      }
      shared = shared == -1 || shared == own ? own : HevcConfiguration.PARALLELISM_MIXED_OR_UNKNOWN;
    }
    return Math.max(shared, HevcConfiguration.PARALLELISM_MIXED_OR_UNKNOWN);
  }

  /** Told only where the stream promises a fixed rate; a clock alone is no promise. */
  private static int averageFrameRate(Sps sps) {
    Timing timing = sps.vui().timing();
    int ticks = sps.vui().hrd().fixedTicks();
    if (!timing.known() || ticks == 0) {
      return 0;
    }
    double rate = (double) timing.timeScale() / timing.unitsInTick() / ticks;
    long rounded = Math.round(rate * AVERAGE_RATE_SECONDS);
    return rounded > 0xffff ? 0 : (int) rounded;
  }
}
