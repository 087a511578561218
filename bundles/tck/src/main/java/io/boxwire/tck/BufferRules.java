package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** How payloads may lie in memory, and that nothing of them is kept or changed. */
final class BufferRules {
  private static final byte POISON = (byte) 0xA5;
  private static final int MARGIN = 13;
  private static final int COLLECTIONS = 20;
  private static final long WAIT_MILLIS = 200;

  private final Subject subject;

  BufferRules(Subject subject) {
    this.subject = subject;
  }

  void anyBuffer() throws MediaException {
    Map<String, Function<byte[], List<ByteBuffer>>> memories = new TreeMap<>();
    memories.put("read-only", bytes -> List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
    memories.put("direct", bytes -> List.of(direct(bytes)));
    memories.put("direct and read-only", bytes -> List.of(direct(bytes).asReadOnlyBuffer()));
    memories.put("in the middle of an array", bytes -> List.of(offset(bytes)));
    memories.put("a slice with an array offset", bytes -> List.of(offset(bytes).slice()));
    memories.put("two slices", bytes -> cut(bytes, Math.max(1, bytes.length / 2)));
    memories.put("slices of five bytes", bytes -> cut(bytes, 5));
    memories.put("a slice for each byte", bytes -> cut(bytes, 1));
    memories.put("an empty slice first", bytes -> List.of(ByteBuffer.allocate(0), offset(bytes)));
    for (var memory : memories.entrySet()) {
      List<Frame> frames = new ArrayList<>();
      for (Frame frame : subject.pictures()) {
        frames.add(Frames.with(frame, memory.getValue().apply(Frames.bytes(frame))));
      }
      List<Stored> stored = Track.samples(subject.plugin(), subject.format(), frames);
      subject.requireUndisturbed(Clause.ANY_BUFFER, stored, "payloads " + memory.getKey());
    }
    if (subject.samples().stream().isPresent()) {
      List<Frame> cut =
          Windows.cut(
              subject.plugin().newAssembler(subject.samples().options()),
              subject.samples().stream().get(),
              Integer.MAX_VALUE);
      List<Stored> stored = Track.samples(subject.plugin(), subject.format(), cut);
      subject.requireUndisturbed(Clause.ANY_BUFFER, stored, "frames as the assembler cut them");
    }
  }

  void unchanged() throws MediaException {
    Track track = new Track(subject.plugin(), subject.format());
    for (Frame frame : subject.pictures()) {
      byte[] before = Frames.bytes(frame);
      List<ByteBuffer> slices = cut(before.clone(), Math.max(1, before.length / 2));
      List<String> places = slices.stream().map(ByteBuffer::toString).toList();
      Frame offered = Frames.with(frame, slices);
      track.write(offered);
      Clause.NOT_CHANGED.requireEqual(
          places, slices.stream().map(ByteBuffer::toString).toList(), "the place of the slices");
      Clause.NOT_CHANGED.require(
          Arrays.equals(before, Frames.bytes(offered)), () -> "other bytes in " + frame);
    }
    track.close();
  }

  /** One piece of memory holds all frames, one after another, and noise between the calls. */
  void overwritten() throws MediaException {
    int largest = subject.pictures().stream().mapToInt(Frame::size).max().orElse(0);
    byte[] memory = new byte[largest + 2 * MARGIN];
    Track track = new Track(subject.plugin(), subject.format());
    List<Stored> stored = new ArrayList<>();
    for (Frame frame : subject.pictures()) {
      ByteBuffer place = ByteBuffer.wrap(memory, MARGIN, frame.size());
      place.duplicate().put(Frames.bytes(frame));
      track.write(Frames.with(frame, List.of(place))).ifPresent(stored::add);
      Arrays.fill(memory, POISON);
    }
    track.close();
    subject.requireUndisturbed(Clause.NOT_KEPT, stored, "memory overwritten behind each call");
  }

  /** A container that owns the payloads writes their pieces much later, without a copy. */
  void piecesStand() throws MediaException {
    List<List<ByteBuffer>> kept = new ArrayList<>();
    try (Packetizer packetizer =
        subject.plugin().newPacketizer(PacketizerContext.of(subject.format()))) {
      for (Frame frame : subject.pictures()) {
        List<ByteBuffer> pieces = new ArrayList<>();
        packetizer.packetize(frame, new PieceSink(pieces));
        kept.add(pieces);
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      StoredSink late = new StoredSink();
      kept.get(i).forEach(late::bytes);
      Clause.PIECES_STAND.requireEqual(
          subject.undisturbed().get(i).content(),
          ByteBuffer.wrap(late.bytes()),
          "sample " + i + ", written after all others were made,");
    }
  }

  void collected() throws MediaException, InterruptedException {
    Track track = new Track(subject.plugin(), subject.format());
    ReferenceQueue<byte[]> collected = new ReferenceQueue<>();
    Set<Reference<byte[]>> payloads = new HashSet<>();
    for (Frame frame : subject.pictures()) {
      payloads.add(offer(track, frame, collected));
      payloads.add(offerDamaged(track, frame, collected));
    }
    for (int i = 0; i < COLLECTIONS && !payloads.isEmpty(); i++) {
      System.gc();
      for (Reference<?> gone = collected.remove(WAIT_MILLIS);
          gone != null;
          gone = collected.poll()) {
        payloads.remove(gone);
      }
    }
    Clause.NOT_KEPT.require(
        payloads.isEmpty(),
        () -> payloads.size() + " payloads are reachable through an open packetizer");
    track.close();
  }

  private static Reference<byte[]> offer(Track track, Frame frame, ReferenceQueue<byte[]> collected)
      throws MediaException {
    byte[] payload = Frames.bytes(frame);
    track.write(Frames.with(frame, payload));
    return new WeakReference<>(payload, collected);
  }

  private static Reference<byte[]> offerDamaged(
      Track track, Frame frame, ReferenceQueue<byte[]> collected) {
    byte[] payload = Arrays.copyOf(Frames.bytes(frame), Math.max(1, frame.size() / 3));
    Reference<byte[]> reference = new WeakReference<>(payload, collected);
    try {
      track.write(Frames.with(frame, payload));
      return reference;
    } catch (MediaException refused) {
      return reference; // which a damaged frame may be, and is not kept for all that
    }
  }

  private static ByteBuffer direct(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 2 * MARGIN);
    direct.position(MARGIN).put(bytes);
    return direct.flip().position(MARGIN);
  }

  private static ByteBuffer offset(byte[] bytes) {
    byte[] around = new byte[bytes.length + 2 * MARGIN];
    Arrays.fill(around, POISON);
    System.arraycopy(bytes, 0, around, MARGIN, bytes.length);
    return ByteBuffer.wrap(around, MARGIN, bytes.length);
  }

  private static List<ByteBuffer> cut(byte[] bytes, int size) {
    List<ByteBuffer> slices = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      slices.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)).slice());
    }
    return slices;
  }
}
