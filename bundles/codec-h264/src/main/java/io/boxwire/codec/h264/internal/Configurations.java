package io.boxwire.codec.h264.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.bitstream.ColourDescription;
import io.boxwire.bitstream.SampleAspectRatio;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes what a sample entry says of an H.264 stream. */
final class Configurations {
  private static final int LENGTH_SIZE = 4;

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
    active
        .vui()
        .signal()
        .colour()
        .filter(ColourDescription::specified)
        .ifPresent(colour -> boxes.add(colour.toColr()));
    SampleAspectRatio ratio = active.vui().signal().aspectRatio();
    if (ratio.specified()) {
      boxes.add(ratio.toPasp());
    }
    String entry = inSamples ? "avc3" : "avc1";
    CodecConfiguration.Builder builder =
        CodecConfiguration.of(entry, avc.codecString(entry))
            .boxes(boxes)
            .size(active.width(), active.height());
    if (!inSamples) {
      builder.inBand(lengthPrefixed(avc.all()));
    }
    return builder.build();
  }

  private static ByteBuffer lengthPrefixed(List<byte[]> sets) {
    int size = 0;
    for (byte[] set : sets) {
      size += LENGTH_SIZE + set.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (byte[] set : sets) {
      out.putInt(set.length).put(set);
    }
    return out.flip();
  }
}
