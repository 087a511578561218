package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * How long the {@code mfra} is that this box ends, so that it can be found from the end of the file
 * (ISO/IEC 14496-12:2022 8.8.11).
 *
 * @param version 0
 * @param flags 0
 * @param parentSize the size of the {@code mfra} in bytes
 */
public record MovieFragmentRandomAccessOffsetBox(int version, int flags, long parentSize)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("mfro");

  /** The size of the box itself. */
  public static final int SIZE = 16;

  static final MovieFragmentRandomAccessOffsetBox BLANK = of(0);

  /**
   * Makes the box.
   *
   * @param parentSize the size of the {@code mfra} in bytes, this box included
   * @return the box
   */
  public static MovieFragmentRandomAccessOffsetBox of(long parentSize) {
    return new MovieFragmentRandomAccessOffsetBox(0, 0, parentSize);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public MovieFragmentRandomAccessOffsetBox fields(Fields f) throws MediaException {
    return new MovieFragmentRandomAccessOffsetBox(
        f.version(version, 0), f.flags(flags), f.u32("parent_size", parentSize));
  }
}
