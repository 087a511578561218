package com.example.codec.pcm16;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import java.nio.ByteBuffer;

/** Hands stored bytes on as they are. Stateless. */
final class Pcm16Depacketizer implements Depacketizer {
  private final int bytesPerFrame;

  Pcm16Depacketizer(int channels) {
    this.bytesPerFrame = channels * Pcm16Codec.SAMPLE_BYTES;
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    if (sample.remaining() % bytesPerFrame != 0) {
      throw MediaException.of(
          MediaException.Code.MALFORMED,
          "a sample of %d bytes is no whole number of audio frames of %d"
              .formatted(sample.remaining(), bytesPerFrame));
    }
    out.bytes(sample);
  }

  @Override
  public int audioFrameBytes() {
    return bytesPerFrame;
  }
}
