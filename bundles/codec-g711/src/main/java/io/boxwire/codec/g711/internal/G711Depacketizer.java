package io.boxwire.codec.g711.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import java.nio.ByteBuffer;

/** Hands stored bytes on as they are. Stateless. */
final class G711Depacketizer implements Depacketizer {
  private final int channels;

  G711Depacketizer(int channels) {
    this.channels = channels;
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    if (sample.remaining() % channels != 0) {
      throw MediaException.of(
          MediaException.Code.MALFORMED,
          "a G.711 sample of "
              + sample.remaining()
              + " bytes is no whole number of audio frames of "
              + channels
              + " channels");
    }
    if (sample.hasRemaining()) {
      out.bytes(sample);
    }
  }

  @Override
  public int audioFrameBytes() {
    return channels;
  }
}
