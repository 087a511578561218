package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import java.nio.ByteBuffer;

/** Puts an ADTS header in front of each sample. Holds nothing between calls. */
final class AacDepacketizer implements Depacketizer {
  private static final int LARGEST = AdtsHeader.LONGEST_FRAME - AdtsHeader.BYTES;

  private final AudioSpecificConfig configuration;

  /**
   * Makes a depacketizer.
   *
   * @param configuration one that {@link AudioSpecificConfig#fitsAdts() fits}
   */
  AacDepacketizer(AudioSpecificConfig configuration) {
    this.configuration = configuration;
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    int bytes = sample.remaining();
    if (bytes == 0 || bytes > LARGEST) {
      throw MediaException.of(
          Code.MALFORMED, "an AAC sample has 1 to " + LARGEST + " bytes, this one " + bytes);
    }
    // The header is used as it stands for as long as the payload lives: each has its own.
    out.bytes(AdtsHeader.write(configuration, bytes));
    out.bytes(sample);
  }
}
