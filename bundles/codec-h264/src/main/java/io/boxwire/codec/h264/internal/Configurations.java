package io.boxwire.codec.h264.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.bitstream.NalFraming;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes what a sample entry says of an H.264 stream. */
final class Configurations {
  private Configurations() {}

  /**
   * Makes a configuration.
   *
   * <pre>
   * avc1 | avc3
   *   avcC
   *   colr   if colours are told
   *   pasp   if the shape of a sample is told
   * </pre>
   *
   * @param active the sequence parameter set in use
   * @param sets all sets
   * @param inSamples whether samples hold the sets as well
   */
  static CodecConfiguration of(Sps active, ParameterSetStore sets, boolean inSamples)
      throws MediaException {
    AvcConfiguration avc = AvcConfiguration.of(active, sets);
    List<ConfigurationBox> boxes = new ArrayList<>();
    boxes.add(avc.toBox());
    boxes.addAll(active.vui().signal().boxes());
    String entry = inSamples ? "avc3" : "avc1";
    CodecConfiguration.Builder builder =
        CodecConfiguration.of(entry, avc.codecString(entry))
            .boxes(boxes)
            .size(active.width(), active.height());
    if (!inSamples) {
      builder.inBand(NalFraming.lengthPrefixed(avc.all().stream().map(ByteBuffer::wrap).toList()));
    }
    return builder.build();
  }
}
