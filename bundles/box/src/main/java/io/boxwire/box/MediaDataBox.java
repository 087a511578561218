package io.boxwire.box;

/** Media data (ISO/IEC 14496-12:2022 8.1.1): an {@link OpaqueBox} of this type. */
public final class MediaDataBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("mdat");

  private MediaDataBox() {}

  /**
   * Makes a box of media data.
   *
   * @param data the media data
   * @return the box
   */
  public static OpaqueBox of(ByteRange data) {
    return new OpaqueBox(TYPE, data);
  }
}
