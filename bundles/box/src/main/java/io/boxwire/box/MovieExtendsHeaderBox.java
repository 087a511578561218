package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * How long a fragmented movie is (ISO/IEC 14496-12:2022 8.8.2).
 *
 * @param version 1 if the duration has 64 bits, else 0
 * @param flags 0
 * @param fragmentDuration of the longest track with its fragments, in ticks of the movie
 */
public record MovieExtendsHeaderBox(int version, int flags, long fragmentDuration)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("mehd");

  static final MovieExtendsHeaderBox BLANK = new MovieExtendsHeaderBox(0, 0, 0);

  /**
   * Makes the box with 64 bits, so that it can be overwritten when the duration is known.
   *
   * @param fragmentDuration in ticks of the movie
   * @return the box
   */
  public static MovieExtendsHeaderBox of(long fragmentDuration) {
    return new MovieExtendsHeaderBox(1, 0, fragmentDuration);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public MovieExtendsHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    return new MovieExtendsHeaderBox(
        v, f.flags(flags), f.unsigned("fragment_duration", Times.bits(v), fragmentDuration));
  }
}
