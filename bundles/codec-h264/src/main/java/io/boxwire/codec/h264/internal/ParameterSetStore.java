package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter sets of a stream, by kind and id: as bytes for a sample entry, parsed for slice
 * headers.
 */
final class ParameterSetStore {
  private record Stored<T>(byte[] bytes, T parsed) {
    boolean isAt(ByteBuffer buffer, int offset, int length) {
      if (length != bytes.length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (buffer.get(offset + i) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private final Map<Integer, Stored<Sps>> sps = new TreeMap<>();
  private final Map<Integer, Stored<Integer>> extensions = new TreeMap<>();
  private final Map<Integer, Stored<Pps>> pps = new TreeMap<>();

  ParameterSetStore() {}

  /** A store with the same sets; what is put into one does not reach the other. */
  ParameterSetStore copy() {
    ParameterSetStore copy = new ParameterSetStore();
    copy.sps.putAll(sps);
    copy.extensions.putAll(extensions);
    copy.pps.putAll(pps);
    return copy;
  }

  /**
   * Takes a NAL unit of type 7, 8 or 13, which replaces the set of its kind and id.
   *
   * @param nal the NAL unit, from position to limit; copied if kept
   * @return false if it could not be read; the store is as before
   */
  boolean put(ByteBuffer nal) {
    if (contains(nal)) {
      return true; // what was made of the old one stays, and with it the identity of its Sps
    }
    try {
      byte[] bytes = new byte[nal.remaining()];
      nal.get(nal.position(), bytes);
      switch (NalType.of(bytes[0])) {
        case NalType.SPS -> {
          Sps parsed = SpsReader.read(nal);
          sps.put(parsed.id(), new Stored<>(bytes, parsed));
        }
        case NalType.PPS -> {
          Pps parsed = Pps.read(nal);
          pps.put(parsed.id(), new Stored<>(bytes, parsed));
        }
        default -> {
          int id = SpsExtension.id(nal);
          extensions.put(id, new Stored<>(bytes, id));
        }
      }
      return true;
    } catch (MediaException unreadable) {
      return false;
    }
  }

  /** Whether {@link #put} takes a NAL unit of type 7, 8 or 13. */
  static boolean isReadable(ByteBuffer nal) {
    return new ParameterSetStore().put(nal);
  }

  /** The picture parameter set that a slice names, or null. */
  Pps pps(int id) {
    Stored<Pps> found = pps.get(id);
    return found == null ? null : found.parsed;
  }

  /** The sequence parameter set that a picture parameter set names, or null. */
  Sps sps(int id) {
    Stored<Sps> found = sps.get(id);
    return found == null ? null : found.parsed;
  }

  /** Any sequence parameter set, or null. */
  Sps anySps() {
    return sps.isEmpty() ? null : sps.values().iterator().next().parsed;
  }

  /** Whether there is neither a sequence nor a picture parameter set. */
  boolean isEmpty() {
    return sps.isEmpty() && pps.isEmpty();
  }

  /** The sequence parameter sets, in order of id. */
  List<byte[]> spsBytes() {
    return bytes(sps);
  }

  /** The sequence parameter set extensions, in order of id. */
  List<byte[]> extensionBytes() {
    return bytes(extensions);
  }

  /** The picture parameter sets, in order of id. */
  List<byte[]> ppsBytes() {
    return bytes(pps);
  }

  /** All sets, in an order that can be decoded. */
  List<byte[]> all() {
    List<byte[]> all = new ArrayList<>(spsBytes());
    all.addAll(extensionBytes());
    all.addAll(ppsBytes());
    return all;
  }

  /** Whether a NAL unit of type 7, 8 or 13 is held, byte for byte. */
  boolean contains(ByteBuffer nal) {
    return contains(nal, nal.position(), nal.remaining());
  }

  /** As {@link #contains(ByteBuffer)}, of one that lies somewhere in a buffer: without a view. */
  boolean contains(ByteBuffer buffer, int offset, int length) {
    Map<Integer, ? extends Stored<?>> kind =
        switch (NalType.of(buffer.get(offset))) {
          case NalType.SPS -> sps;
          case NalType.PPS -> pps;
          default -> extensions;
        };
    for (Stored<?> stored : kind.values()) {
      if (stored.isAt(buffer, offset, length)) {
        return true;
      }
    }
    return false;
  }

  private static List<byte[]> bytes(Map<Integer, ? extends Stored<?>> kind) {
    List<byte[]> list = new ArrayList<>(kind.size());
    for (Stored<?> stored : kind.values()) {
      list.add(stored.bytes);
    }
    return list;
  }
}
