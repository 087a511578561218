package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A plugin whose packetizers break their contract for some frames. */
class BreakingCodec extends FakeCodec {
  final AtomicInteger open = new AtomicInteger();
  private final Breach breach;
  private final Predicate<Frame> when;

  BreakingCodec(Breach breach, Predicate<Frame> when) {
    super(VIDEO);
    this.breach = breach;
    this.when = when;
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    Packetizer real = super.newPacketizer(context);
    open.incrementAndGet();
    return new Packetizer() {
      @Override
      public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
        return when.test(frame) ? breach.commit(real, frame, out) : real.packetize(frame, out);
      }

      @Override
      public byte[] snapshot() {
        return leave(real.snapshot());
      }

      @Override
      public void close() {
        open.decrementAndGet();
        shut();
      }
    };
  }

  byte[] leave(byte[] snapshot) {
    return snapshot;
  }

  void shut() {}
}
