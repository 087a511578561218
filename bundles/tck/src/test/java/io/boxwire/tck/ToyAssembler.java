package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Ends a frame with each block. */
final class ToyAssembler implements Assembler {
  private long time;

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    int begin = window.position();
    for (ToyUnits.Unit unit : ToyUnits.parse(window)) {
      if (unit.type() == ToyUnits.BLOCK) {
        int end = unit.start() + unit.length();
        int duration = window.getShort(unit.body() + 1);
        boolean sync = window.get(unit.body()) == 1;
        out.frame(
            Frame.on(1)
                .time(time)
                .duration(duration)
                .randomAccess(sync ? RandomAccess.SYNC : RandomAccess.NONE)
                .payload(window.slice(begin, end - begin))
                .build());
        time += duration;
        begin = end;
        window.position(end);
      }
    }
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    assemble(window, out);
    if (window.hasRemaining()) {
      throw MediaException.of(MediaException.Code.TRUNCATED, "the stream ends within a frame");
    }
  }

  @Override
  public Optional<TrackFormat> format() {
    return Optional.of(TrackFormat.audio(ToyCodec.NAME, ToyCodec.RATE, 2).build());
  }
}
