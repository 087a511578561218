package io.boxwire.codec.h264.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a packetizer leaves to its successor: the parameter sets it knows.
 *
 * <pre>
 * version(8)=1 { length(16) NAL unit }
 * </pre>
 *
 * <p>Where a snapshot is missing, too long, or not understood, the successor starts from the sets
 * in the last configuration, which are all there are under {@code avc1}.
 */
final class Snapshot {
  private static final byte VERSION = 1;
  private static final int MAX_SIZE = 64 * 1024;
  private static final int MAX_SET = 0xFFFF;

  private Snapshot() {}

  static byte[] of(ParameterSetStore sets) {
    List<byte[]> all = sets.all();
    long size = 1;
    for (byte[] set : all) {
      size += 2 + set.length;
    }
    if (size > MAX_SIZE) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).put(VERSION);
    for (byte[] set : all) {
      out.putShort((short) set.length).put(set);
    }
    return out.array();
  }

  static ParameterSetStore restore(PacketizerContext context) {
    ParameterSetStore sets = new ParameterSetStore();
    context.configuration().ifPresent(configuration -> restoreFrom(configuration, sets));
    context.snapshot().ifPresent(bytes -> restoreFrom(ByteBuffer.wrap(bytes), sets));
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

  private static void restoreFrom(ByteBuffer in, ParameterSetStore sets) {
    if (!in.hasRemaining() || in.get() != VERSION) {
      return;
    }
    while (in.remaining() >= 2) {
      int size = in.getShort() & MAX_SET;
      if (size == 0 || size > in.remaining()) {
        return;
      }
      ByteBuffer set = in.slice(in.position(), size);
      if (NalType.isParameterSet(NalType.of(set.get(0)))) {
        sets.put(set);
      }
      in.position(in.position() + size);
    }
  }
}
