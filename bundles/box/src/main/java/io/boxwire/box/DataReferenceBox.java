package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * Where the media data of a track lie (ISO/IEC 14496-12:2022 8.7.2).
 *
 * @param version 0
 * @param flags 0
 * @param children {@code url } and {@code urn } boxes; sample entries count them from 1
 */
public record DataReferenceBox(int version, int flags, List<Box> children)
    implements FullBox, ParentBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("dref");

  /** The reference of a track whose media data are in the file itself. */
  public static final DataReferenceBox SAME_FILE =
      new DataReferenceBox(0, 0, List.of(DataEntryUrlBox.SAME_FILE));

  static final DataReferenceBox BLANK = new DataReferenceBox(0, 0, List.of());

  /**
   * Makes the box.
   *
   * @param version 0
   * @param flags 0
   * @param children copied
   */
  public DataReferenceBox {
    children = List.copyOf(children);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public DataReferenceBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int newFlags = f.flags(flags);
    return new DataReferenceBox(v, newFlags, f.countedBoxes(ChildKind.BOXES, children));
  }
}
