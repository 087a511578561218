package io.boxwire.tck;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Makes a unit of a sample, with the settings in front of it where decoding can start. */
final class ToyDepacketizer implements Depacketizer {
  private final ByteBuffer settings;

  ToyDepacketizer(byte[] settings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ToyUnits.put(out, ToyUnits.SETTINGS, settings);
    this.settings = ByteBuffer.wrap(out.toByteArray()).asReadOnlyBuffer();
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    int size = sample.remaining();
    if (size <= ToyUnits.BLOCK_HEAD || size > 0xFFFF) {
      throw MediaException.of(MediaException.Code.MALFORMED, "a sample of " + size + " bytes");
    }
    if (randomAccess == RandomAccess.SYNC) {
      out.bytes(settings);
    }
    ByteBuffer head = ByteBuffer.allocate(ToyUnits.HEAD);
    head.put((byte) 'T').put((byte) 'Y').put(ToyUnits.BLOCK).putShort((short) size).flip();
    out.bytes(head);
    out.bytes(sample);
  }
}
