package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.Optional;

/**
 * A file that holds media data, by its URN (ISO/IEC 14496-12:2022 8.7.2).
 *
 * @param version 0
 * @param flags 1 if it is this file
 * @param name the URN
 * @param location a URL, if there is one
 */
public record DataEntryUrnBox(int version, int flags, String name, Optional<String> location)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("urn ");

  static final DataEntryUrnBox BLANK = new DataEntryUrnBox(0, 0, "", Optional.empty());

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public DataEntryUrnBox fields(Fields f) throws MediaException {
    return new DataEntryUrnBox(
        f.version(version, 0),
        f.flags(flags),
        f.text("name", name),
        f.optionalText("location", location));
  }
}
