package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The number of a movie fragment (ISO/IEC 14496-12:2022 8.8.5).
 *
 * @param version 0
 * @param flags 0
 * @param sequenceNumber growing in the order of the file, from 1
 */
public record MovieFragmentHeaderBox(int version, int flags, long sequenceNumber)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("mfhd");

  static final MovieFragmentHeaderBox BLANK = of(0);

  /**
   * Makes the box.
   *
   * @param sequenceNumber from 1
   * @return the box
   */
  public static MovieFragmentHeaderBox of(long sequenceNumber) {
    return new MovieFragmentHeaderBox(0, 0, sequenceNumber);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public MovieFragmentHeaderBox fields(Fields f) throws MediaException {
    return new MovieFragmentHeaderBox(
        f.version(version, 0), f.flags(flags), f.u32("sequence_number", sequenceNumber));
  }
}
