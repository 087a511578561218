package io.boxwire.codec.g711.internal;

import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** Applies a law to buffers. Stateless. */
final class G711Coder implements PcmCoder {
  private final G711Law law;

  G711Coder(G711Law law) {
    this.law = law;
  }

  @Override
  public void encode(ShortBuffer pcm, ByteBuffer coded) {
    while (pcm.hasRemaining()) {
      coded.put(law.compress(pcm.get()));
    }
  }

  @Override
  public void decode(ByteBuffer coded, ShortBuffer pcm) {
    while (coded.hasRemaining()) {
      pcm.put(law.expand(coded.get()));
    }
  }
}
