package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.Optional;

/**
 * A file that holds media data, by its URL (ISO/IEC 14496-12:2022 8.7.2).
 *
 * @param version 0
 * @param flags {@link #SELF_CONTAINED} if it is this file
 * @param location the URL, if there is one
 */
public record DataEntryUrlBox(int version, int flags, Optional<String> location)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("url ");

  /** A flag: the media data are in the file that has this box. */
  public static final int SELF_CONTAINED = 1;

  /** The entry of the file itself. */
  public static final DataEntryUrlBox SAME_FILE =
      new DataEntryUrlBox(0, SELF_CONTAINED, Optional.empty());

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public DataEntryUrlBox fields(Fields f) throws MediaException {
    return new DataEntryUrlBox(
        f.version(version, 0), f.flags(flags), f.optionalText("location", location));
  }
}
