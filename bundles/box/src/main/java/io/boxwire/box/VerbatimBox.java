package io.boxwire.box;

/** A box that is written as the bytes it was read from. */
sealed interface VerbatimBox extends Box permits OriginalBox, MalformedBox {

  /** The whole box, header included. */
  ByteRange original();

  @Override
  default long size() {
    return original().size();
  }
}
