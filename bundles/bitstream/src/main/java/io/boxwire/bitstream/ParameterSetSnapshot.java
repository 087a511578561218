package io.boxwire.bitstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the packetizer of a video codec leaves to its successor ({@code Packetizer.snapshot()}): the
 * parameter sets it knows. Those of the last configuration are most of them; sets that came behind
 * the last picture, or stay in the samples, are in the snapshot alone.
 *
 * <pre>
 * length(8) codec name, version(8)=1
 * for each set: length(16) NAL unit
 * </pre>
 */
public final class ParameterSetSnapshot {
  private static final byte VERSION = 1;
  private static final int MOST_BYTES = 64 * 1024;
  private static final int LENGTH_SIZE = 2;
  private static final int MOST_LENGTH = 0xFFFF;

  private ParameterSetSnapshot() {}

  /**
   * Makes a snapshot.
   *
   * @param codec the codec's name, 1 to 255 characters of ASCII
   * @param sets NAL units of at most 65,535 bytes from position to limit, none of them empty
   * @return the snapshot; empty if it were larger than the 64 KiB that are allowed, so that the
   *     successor has to go by the last configuration
   */
  public static byte[] of(String codec, List<ByteBuffer> sets) {
    byte[] head = head(codec);
    long size = head.length;
    for (ByteBuffer set : sets) {
      size += LENGTH_SIZE + set.remaining();
    }
    if (size > MOST_BYTES) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).put(head);
    for (ByteBuffer set : sets) {
      out.putShort((short) set.remaining()).put(set.duplicate());
    }
    return out.array();
  }

  /**
   * Reads a snapshot.
   *
   * @param codec the codec's name
   * @param snapshot what a predecessor left, whoever that was
   * @return its NAL units, none of them empty, as views of the snapshot; none if it is of another
   *     codec, version or making
   */
  public static List<ByteBuffer> read(String codec, byte[] snapshot) {
    byte[] head = head(codec);
    List<ByteBuffer> sets = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(snapshot);
    if (in.remaining() < head.length || !in.slice(0, head.length).equals(ByteBuffer.wrap(head))) {
      return sets;
    }
    in.position(head.length);
    while (in.remaining() > LENGTH_SIZE) {
      int length = in.getShort() & MOST_LENGTH;
      if (length == 0 || length > in.remaining()) {
        return List.of(); // nobody's work
      }
      sets.add(in.slice(in.position(), length));
      in.position(in.position() + length);
    }
    return sets;
  }

  private static byte[] head(String codec) {
    byte[] name = codec.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer head = ByteBuffer.allocate(name.length + 2);
    return head.put((byte) name.length).put(name).put(VERSION).array();
  }
}
