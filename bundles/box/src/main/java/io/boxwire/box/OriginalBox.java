package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * A box with the bytes it was read from, because writing its fields would give other ones: bytes
 * behind the last field, a 64-bit size where 32 would do, reserved fields that are not zero.
 * Written as it was.
 *
 * @param content the box
 * @param original all its bytes, header included
 * @param reason what is unusual, for people
 */
public record OriginalBox(Box content, ByteRange original, String reason) implements VerbatimBox {

  @Override
  public FourCc type() {
    return content.type();
  }

  @Override
  public Box fields(Fields f) throws MediaException {
    return content.fields(f);
  }
}
