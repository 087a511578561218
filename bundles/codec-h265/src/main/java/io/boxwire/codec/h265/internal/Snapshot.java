package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a packetizer leaves to its successor: the parameter sets. Most of the time they are in the
 * last configuration too; sets that came behind the last picture are not.
 *
 * <pre>
 * 'h' '5' version(8)
 * for each set: type(8) length(16) NAL unit
 * </pre>
 */
final class Snapshot {
  private static final byte[] MAGIC = {'h', '5', 1};

  private static final int SET_HEAD = 3;

  /** The contract's limit. Beyond it the successor has what the configuration holds. */
  private static final int MOST_BYTES = 64 * 1024;

  private Snapshot() {}

  static byte[] of(ParameterSetTable sets) {
    int size = MAGIC.length;
    List<ByteBuffer> units = new ArrayList<>();
    for (int type = NalType.VPS; type <= NalType.PPS; type++) {
      units.addAll(sets.units(type));
    }
    for (ByteBuffer unit : units) {
      size += SET_HEAD + unit.remaining();
    }
    if (size > MOST_BYTES) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(MAGIC);
    for (ByteBuffer unit : units) {
      out.put((byte) NalType.of(unit, unit.position())).putShort((short) unit.remaining());
      out.put(unit);
    }
    return out.array();
  }

  /**
   * The sets to go on with.
   *
   * @param snapshot what the predecessor left; if it is not one of ours, it adds nothing
   * @param configured the sets of the last configuration
   * @return the same table if the snapshot adds nothing to it
   * @throws MediaException if the snapshot is broken
   */
  static ParameterSetTable restore(Optional<byte[]> snapshot, ParameterSetTable configured)
      throws MediaException {
    if (snapshot.filter(Snapshot::isOurs).isEmpty()) {
      return configured;
    }
    return read(ByteBuffer.wrap(snapshot.get()).position(MAGIC.length), configured);
  }

  private static ParameterSetTable read(ByteBuffer in, ParameterSetTable configured)
      throws MediaException {
    ParameterSetTable sets = configured;
    while (in.remaining() >= SET_HEAD) {
      int type = in.get();
      if (!NalType.isParameterSet(type)) {
        throw MediaException.of(Code.MALFORMED, "a snapshot with a set of type " + type);
      }
      int length = Math.min(in.getShort() & 0xffff, in.remaining());
      sets = sets.with(type, in.slice(in.position(), length));
      in.position(in.position() + length);
    }
    return sets;
  }

  private static boolean isOurs(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }
}
