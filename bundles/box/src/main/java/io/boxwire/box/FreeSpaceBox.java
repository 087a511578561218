package io.boxwire.box;

import java.nio.ByteBuffer;

/** Bytes without meaning (ISO/IEC 14496-12:2022 8.1.2): an {@link OpaqueBox} of these types. */
public final class FreeSpaceBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("free");

  /** Another type of it. */
  public static final FourCc SKIP = FourCc.of("skip");

  /** QuickTime's type of an empty one, which makes room for a 64-bit size. */
  public static final FourCc WIDE = FourCc.of("wide");

  private FreeSpaceBox() {}

  /**
   * Makes a box of zeros.
   *
   * @param size of the whole box in bytes, 8 or more
   * @return the box
   */
  public static OpaqueBox of(int size) {
    return OpaqueBox.of(TYPE, ByteBuffer.allocate(size - 8));
  }
}
