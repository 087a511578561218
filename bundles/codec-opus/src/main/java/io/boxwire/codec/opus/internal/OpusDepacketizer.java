package io.boxwire.codec.opus.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import java.nio.ByteBuffer;

/** Hands samples on, which are packets as they are. Stateless. */
final class OpusDepacketizer implements Depacketizer {
  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    OpusPacket.duration(sample); // refuses what is no packet
    out.bytes(sample);
  }
}
