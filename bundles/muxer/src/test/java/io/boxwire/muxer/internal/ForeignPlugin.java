package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;

/**
 * A plugin to be loaded by a class loader of its own, as from another bundle. It refuses pictures
 * at every fifth time, with an exception caused by one of its own, and fails at the next.
 */
public final class ForeignPlugin extends FakeCodec {
  /** Makes a plugin for pictures. */
  public ForeignPlugin() {
    super(VIDEO);
  }

  private static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    Packetizer real = super.newPacketizer(context);
    return new Packetizer() {
      @Override
      public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
        long number = frame.decodeTime() / 3600;
        if (number % 5 == 1) {
          throw MediaException.badFrame(frame, "refused", new Own());
        }
        if (number % 5 == 2) {
          throw new Own();
        }
        return real.packetize(frame, out);
      }

      @Override
      public byte[] snapshot() {
        return real.snapshot();
      }

      @Override
      public void close() {
        throw new Own();
      }
    };
  }
}
