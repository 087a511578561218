package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * Whether pictures are interlaced, and in which order (QuickTime File Format, video sample
 * description extensions).
 *
 * @param fields 1 progressive, 2 interlaced
 * @param detail the order: 1, 6, 9 or 14
 */
public record FieldOrderBox(int fields, int detail) implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("fiel");

  static final FieldOrderBox BLANK = new FieldOrderBox(0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public FieldOrderBox fields(Fields f) throws MediaException {
    return new FieldOrderBox(f.u8("fields", fields), f.u8("detail", detail));
  }
}
