package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter sets of the base layer that have come so far, the last of each type and identifier
 * (ITU-T H.265 7.4.2.4.2). Immutable: a set that comes makes a new table, so a frame that turns out
 * to be bad leaves nothing behind.
 *
 * <p>Memory is bounded: at most 96 sets of at most 65,535 bytes.
 */
final class ParameterSetTable {
  /** No sets. */
  static final ParameterSetTable EMPTY = new ParameterSetTable(Map.of(), Map.of(), Map.of());

  /** A decoder configuration record has 16 bits for the length of a set. */
  private static final int MOST_BYTES = 0xffff;

  private record Set<T>(ByteBuffer bytes, T parsed) {}

  private final Map<Integer, Set<Integer>> vps;
  private final Map<Integer, Set<Sps>> sps;
  private final Map<Integer, Set<Pps>> pps;

  private ParameterSetTable(
      Map<Integer, Set<Integer>> vps, Map<Integer, Set<Sps>> sps, Map<Integer, Set<Pps>> pps) {
    this.vps = vps;
    this.sps = sps;
    this.pps = pps;
  }

  /**
   * The table with one more set.
   *
   * @param type VPS, SPS or PPS
   * @param nal the NAL unit, header included, from position to limit; copied
   * @return this table if it has the same set already
   * @throws MediaException if the set is malformed
   */
  ParameterSetTable with(int type, ByteBuffer nal) throws MediaException {
    if (nal.remaining() > MOST_BYTES) {
      throw MediaException.of(
          Code.LIMIT_EXCEEDED,
          "a parameter set of " + nal.remaining() + " bytes, the most is " + MOST_BYTES);
    }
    if (holds(type, nal)) {
      // As in front of each picture to begin at: what is known is not understood again.
      return this;
    }
    switch (type) {
      case NalType.VPS:
        int vpsId = Vps.readId(nal);
        return new ParameterSetTable(put(vps, vpsId, nal, vpsId), sps, pps);
      case NalType.SPS:
        Sps newSps = Sps.read(nal);
        return new ParameterSetTable(vps, put(sps, newSps.id(), nal, newSps), pps);
      case NalType.PPS:
        Pps newPps = Pps.read(nal);
        return new ParameterSetTable(vps, sps, put(pps, newPps.id(), nal, newPps));
      default:
        throw new IllegalArgumentException("no parameter set has NAL unit type " + type);
    }
  }

  /** The clock that a VPS states; none if it has not come. */
  Timing vpsTiming(int id) throws MediaException {
    Set<Integer> found = vps.get(id);
    return found == null ? Timing.NONE : Vps.read(found.bytes).timing();
  }

  Sps sps(int id) throws MediaException {
    return find(sps, id, "SPS");
  }

  Pps pps(int id) throws MediaException {
    return find(pps, id, "PPS");
  }

  List<Sps> allSps() {
    return parsed(sps);
  }

  List<Pps> allPps() {
    return parsed(pps);
  }

  /** The sets of a type as NAL units, by identifier; read-only views. */
  List<ByteBuffer> units(int type) {
    Map<Integer, ? extends Set<?>> sets = sets(type);
    List<ByteBuffer> units = new ArrayList<>(sets.size());
    for (Set<?> set : sets.values()) {
      units.add(set.bytes.duplicate());
    }
    return units;
  }

  /** All sets as NAL units, in an order that can be decoded; read-only views. */
  List<ByteBuffer> units() {
    List<ByteBuffer> all = units(NalType.VPS);
    all.addAll(units(NalType.SPS));
    all.addAll(units(NalType.PPS));
    return all;
  }

  private Map<Integer, ? extends Set<?>> sets(int type) {
    return type == NalType.VPS ? vps : type == NalType.SPS ? sps : pps;
  }

  private boolean holds(int type, ByteBuffer nal) {
    for (Set<?> known : sets(type).values()) {
      if (known.bytes.equals(nal)) {
        return true;
      }
    }
    return false;
  }

  private static <T> Map<Integer, Set<T>> put(
      Map<Integer, Set<T>> sets, int id, ByteBuffer nal, T parsed) {
    ByteBuffer copy = ByteBuffer.allocate(nal.remaining()).put(nal.duplicate()).flip();
    Map<Integer, Set<T>> more = new TreeMap<>(sets);
    more.put(id, new Set<>(copy.asReadOnlyBuffer(), parsed));
    return more;
  }

  private static <T> T find(Map<Integer, Set<T>> sets, int id, String what) throws MediaException {
    Set<T> found = sets.get(id);
    if (found == null) {
      throw MediaException.of(Code.MALFORMED, what + " " + id + " is referred to and has not come");
    }
    return found.parsed;
  }

  private static <T> List<T> parsed(Map<Integer, Set<T>> sets) {
    List<T> all = new ArrayList<>(sets.size());
    for (Set<T> set : sets.values()) {
      all.add(set.parsed);
    }
    return all;
  }
}
