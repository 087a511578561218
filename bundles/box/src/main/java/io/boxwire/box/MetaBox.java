package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * Metadata of a file, movie or track (ISO/IEC 14496-12:2022 8.11.1), or QuickTime's box of the same
 * type, which has no version and flags.
 *
 * @param dialect whose it is
 * @param version 0
 * @param flags 0
 * @param children a {@code hdlr} and what it says
 */
public record MetaBox(Dialect dialect, int version, int flags, List<Box> children)
    implements ParentBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("meta");

  /** Whose rules the box follows. */
  public enum Dialect {
    /** A full box. */
    ISO,
    /** Boxes only. */
    QUICKTIME
  }

  static final MetaBox BLANK = new MetaBox(Dialect.ISO, 0, 0, List.of());
  static final MetaBox QUICKTIME_BLANK = new MetaBox(Dialect.QUICKTIME, 0, 0, List.of());

  /**
   * Makes the box.
   *
   * @param dialect whose it is
   * @param version 0
   * @param flags 0
   * @param children copied
   */
  public MetaBox {
    children = List.copyOf(children);
  }

  /**
   * Makes the box as the standard has it.
   *
   * @param children a {@code hdlr} and what it says
   * @return the box
   */
  public static MetaBox of(Box... children) {
    return new MetaBox(Dialect.ISO, 0, 0, List.of(children));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public MetaBox fields(Fields f) throws MediaException {
    if (dialect == Dialect.QUICKTIME) {
      return new MetaBox(dialect, 0, 0, f.boxes(ChildKind.BOXES, children));
    }
    return new MetaBox(
        dialect, f.version(version, 0), f.flags(flags), f.boxes(ChildKind.BOXES, children));
  }
}
