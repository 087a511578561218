package io.boxwire.codec.g711.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts a raw stream into blocks of equal length; the last may be shorter. */
final class G711Assembler implements Assembler {
  private static final int TRACK = 1;

  private final TrackFormat format;
  private final int framesPerBlock;
  private long time;

  /**
   * Makes an assembler.
   *
   * @param format the track's format
   * @param framesPerBlock audio frames a block, at least 1; times channels it fits an int
   */
  G711Assembler(TrackFormat format, int framesPerBlock) {
    this.format = format;
    this.framesPerBlock = framesPerBlock;
  }

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    int blockBytes = framesPerBlock * format.channels();
    while (window.remaining() >= blockBytes) {
      deliver(window, framesPerBlock, out);
    }
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    assemble(window, out);
    int frames = window.remaining() / format.channels();
    if (frames > 0) {
      deliver(window, frames, out);
    }
    if (window.hasRemaining()) {
      throw MediaException.of(
          MediaException.Code.TRUNCATED,
          "the stream ends within an audio frame: "
              + window.remaining()
              + " of "
              + format.channels()
              + " channels are there");
    }
  }

  @Override
  public Optional<TrackFormat> format() {
    return Optional.of(format);
  }

  private void deliver(ByteBuffer window, int frames, Receiver out) throws MediaException {
    int bytes = frames * format.channels();
    Frame frame =
        Frame.on(TRACK)
            .time(time)
            .duration(frames)
            .randomAccess(RandomAccess.SYNC)
            .payload(window.slice(window.position(), bytes))
            .build();
    window.position(window.position() + bytes);
    time += frames;
    out.frame(frame);
  }
}
