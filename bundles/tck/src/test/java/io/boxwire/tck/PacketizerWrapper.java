package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** Does what the toy's packetizer does, until a subclass does something else. */
class PacketizerWrapper implements Packetizer {
  final Packetizer toy;

  PacketizerWrapper(PacketizerContext context) {
    this.toy = new ToyCodec().newPacketizer(context);
  }

  /** Makes a faulty packetizer for each track. */
  interface Maker {
    Packetizer make(PacketizerContext context) throws MediaException;
  }

  static CodecPlugin plugin(Maker maker) {
    return new PluginWrapper() {
      @Override
      public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
        return maker.make(context);
      }
    };
  }

  /** What a faulty packetizer does in place of the toy's; it keeps nothing between frames. */
  interface Step {
    Outcome packetize(Packetizer toy, Frame frame, SampleSink out) throws MediaException;
  }

  static CodecPlugin packetizing(Step step) {
    return plugin(
        context ->
            new PacketizerWrapper(context) {
              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                return step.packetize(toy, frame, out);
              }
            });
  }

  /** A plugin whose packetizers tell something else of each sample than the toy's do. */
  static CodecPlugin telling(UnaryOperator<SampleSink> faulty) {
    return packetizing((toy, frame, out) -> toy.packetize(frame, faulty.apply(out)));
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    return toy.packetize(frame, sink(out));
  }

  /** What the toy writes to. */
  SampleSink sink(SampleSink out) {
    return out;
  }

  @Override
  public byte[] snapshot() {
    return toy.snapshot();
  }

  @Override
  public void close() {
    toy.close();
  }

  /** Hands everything on, until a subclass does something else. */
  static class Sink implements SampleSink {
    final SampleSink out;

    Sink(SampleSink out) {
      this.out = out;
    }

    @Override
    public void bytes(ByteBuffer piece) {
      out.bytes(piece);
    }

    @Override
    public void nalUnit(ByteBuffer data, int index, int length) {
      out.nalUnit(data, index, length);
    }

    @Override
    public void randomAccess(RandomAccess kind) {
      out.randomAccess(kind);
    }

    @Override
    public void rollDistance(int samples) {
      out.rollDistance(samples);
    }

    @Override
    public void duration(long ticks) {
      out.duration(ticks);
    }

    @Override
    public void configuration(CodecConfiguration configuration) {
      out.configuration(configuration);
    }
  }
}
