package com.example.codec.pcm16;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Cuts a raw stream into blocks of equal length; the last may be shorter. */
final class Pcm16Assembler implements Assembler {
  private static final int LARGEST_BLOCK = 1 << 20;

  private final TrackFormat format;
  private final int bytesPerFrame;
  private final int blockBytes;
  private long time;

  Pcm16Assembler(TrackFormat format, Duration block) {
    this.format = format;
    this.bytesPerFrame = format.channels() * Pcm16Codec.SAMPLE_BYTES;
    double frames = format.sampleRate() * (block.getSeconds() + block.getNano() / 1e9);
    long atMost = Math.max(1, LARGEST_BLOCK / bytesPerFrame);
    this.blockBytes = (int) Math.min(atMost, Math.max(1, Math.round(frames))) * bytesPerFrame;
  }

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    while (window.remaining() >= blockBytes) {
      deliver(window, blockBytes, out);
    }
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    assemble(window, out);
    int whole = window.remaining() / bytesPerFrame * bytesPerFrame;
    if (whole > 0) {
      deliver(window, whole, out);
    }
    if (window.hasRemaining()) {
      throw MediaException.of(
          MediaException.Code.TRUNCATED, "the stream ends within an audio frame");
    }
  }

  private void deliver(ByteBuffer window, int bytes, Receiver out) throws MediaException {
    int audioFrames = bytes / bytesPerFrame;
    Frame frame =
        Frame.on(1)
            .time(time)
            .duration(audioFrames)
            .randomAccess(RandomAccess.SYNC)
            .payload(window.slice(window.position(), bytes))
            .build();
    window.position(window.position() + bytes);
    time += audioFrames;
    out.frame(frame);
  }

  @Override
  public Optional<TrackFormat> format() {
    return Optional.of(format);
  }
}
