package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer.Outcome;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plugins that break one rule each on the memory of payloads. */
final class FaultyMemory {
  private FaultyMemory() {}

  static CodecPlugin keepingPayloads() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private final List<Frame> kept = new ArrayList<>();

              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                kept.add(frame);
                return toy.packetize(frame, out);
              }
            });
  }

  /** Says of each frame how the last one began, which it looks up too late. */
  static CodecPlugin lookingBack() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private Optional<Frame> last = Optional.empty();

              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                out.rollDistance(last.map(f -> f.payload().get(0) & 0xFF).orElse((int) 'T'));
                last = Optional.of(frame);
                return toy.packetize(frame, out);
              }
            });
  }

  static CodecPlugin overwritingPayloads() {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> {
          Outcome outcome = toy.packetize(frame, out);
          ByteBuffer first = frame.slices().get(0);
          if (!first.isReadOnly()) {
            first.put(first.position(), (byte) 0);
          }
          return outcome;
        });
  }

  static CodecPlugin movingPositions() {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> {
          Outcome outcome = toy.packetize(frame, out);
          frame.slices().forEach(slice -> slice.position(slice.limit()));
          return outcome;
        });
  }

  static CodecPlugin readingTheFirstSliceOnly() {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> toy.packetize(Frames.with(frame, frame.slices().subList(0, 1)), out));
  }

  static CodecPlugin readingArrays() {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> {
          ByteBuffer payload = frame.payload();
          ByteBuffer array = ByteBuffer.wrap(payload.array(), 0, payload.remaining());
          return toy.packetize(Frames.with(frame, List.of(array)), out);
        });
  }

  /** Builds each sample in the same memory. */
  static CodecPlugin reusingItsMemory() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private final ByteBuffer scratch = ByteBuffer.allocate(1 << 16);

              @Override
              SampleSink sink(SampleSink out) {
                return new Sink(out) {
                  @Override
                  public void bytes(ByteBuffer piece) {
                    out.bytes(scratch.clear().put(piece.duplicate()).flip());
                  }
                };
              }
            });
  }
}
