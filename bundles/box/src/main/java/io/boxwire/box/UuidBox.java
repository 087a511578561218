package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.UUID;

/**
 * A box of somebody's own, with a type of 16 bytes (ISO/IEC 14496-12:2022 4.2.2), kept byte for
 * byte.
 *
 * @param userType its type
 * @param data what follows
 */
public record UuidBox(UUID userType, ByteRange data) implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("uuid");

  static final UuidBox BLANK = new UuidBox(new UUID(0, 0), ByteRange.EMPTY);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public UuidBox fields(Fields f) throws MediaException {
    return new UuidBox(f.uuid("usertype", userType), f.rest("data", data));
  }
}
