package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * A box that breaks the format, kept by a tolerant reader. Written as it was.
 *
 * @param type its type as far as it can be told, else {@link FourCc#ZERO}
 * @param original all its bytes, header included
 * @param problem what is wrong with it, and where
 */
public record MalformedBox(FourCc type, ByteRange original, MediaException problem)
    implements VerbatimBox {

  @Override
  public MalformedBox fields(Fields f) throws MediaException {
    return new MalformedBox(type, f.rest("data", original), problem);
  }
}
