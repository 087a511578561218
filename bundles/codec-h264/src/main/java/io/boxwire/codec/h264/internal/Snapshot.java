package io.boxwire.codec.h264.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.bitstream.ParameterSetSnapshot;
import java.nio.ByteBuffer;

/** What a packetizer goes on with after its predecessor: the parameter sets that one knew. */
final class Snapshot {
  private Snapshot() {}

  static byte[] of(ParameterSetStore sets) {
    return ParameterSetSnapshot.of(
        H264Codec.NAME, sets.all().stream().map(ByteBuffer::wrap).toList());
  }

  /**
   * The sets of the last configuration, which are all there are under {@code avc1}, and those of
   * the snapshot, which may be newer.
   */
  static ParameterSetStore restore(PacketizerContext context) {
    ParameterSetStore sets = new ParameterSetStore();
    context.configuration().ifPresent(configuration -> restoreFrom(configuration, sets));
    byte[] snapshot = context.snapshot().orElse(new byte[0]);
    ParameterSetSnapshot.read(H264Codec.NAME, snapshot).forEach(set -> putSet(sets, set));
    return sets;
  }

  private static void restoreFrom(CodecConfiguration configuration, ParameterSetStore sets) {
    for (ConfigurationBox box : configuration.boxes()) {
      if (box.type().equals(AvcConfiguration.BOX)) {
        try {
          AvcConfiguration.read(box.payload()).all().stream()
              .filter(set -> set.length > 0)
              .forEach(set -> sets.put(ByteBuffer.wrap(set)));
        } catch (MediaException notOurs) {
          // Another implementation's box that this one can't read: the stream will bring its sets.
          return;
        }
      }
    }
  }

  private static void putSet(ParameterSetStore sets, ByteBuffer nal) {
    if (NalType.isParameterSet(NalType.of(nal.get(nal.position())))) {
      sets.put(nal);
    }
  }
}
