package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;

/**
 * The sample entries of a track (ISO/IEC 14496-12:2022 8.5.2).
 *
 * @param version 1 if an audio sample entry is of version 1, else 0
 * @param flags 0
 * @param children the sample entries; {@code stsc} and {@code tfhd} count them from 1
 */
public record SampleDescriptionBox(int version, int flags, List<Box> children)
    implements FullBox, ParentBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stsd");

  static final SampleDescriptionBox BLANK = of();

  /**
   * Makes the box.
   *
   * @param version 0 or 1
   * @param flags 0
   * @param children copied
   */
  public SampleDescriptionBox {
    children = List.copyOf(children);
  }

  /**
   * Makes a box of sample entries.
   *
   * @param entries the entries, in order
   * @return the box
   */
  public static SampleDescriptionBox of(Box... entries) {
    return new SampleDescriptionBox(0, 0, List.of(entries));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  /**
   * Finds a sample entry.
   *
   * @param index as {@code stsc} and {@code tfhd} have it, from 1
   * @return the entry, unless there is none, or a tolerant reader found it malformed
   */
  public Optional<SampleEntry> entry(long index) {
    if (index < 1 || index > children.size()) {
      return Optional.empty();
    }
    Box content = children.get((int) index - 1).content();
    return content instanceof SampleEntry entry ? Optional.of(entry) : Optional.empty();
  }

  /**
   * Gives the sample entries. Malformed ones, which a tolerant reader keeps, are not among them, so
   * an index is followed by {@link #entry}.
   *
   * @return them, in order
   */
  public List<SampleEntry> entries() {
    return children(SampleEntry.class);
  }

  @Override
  public SampleDescriptionBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    ChildKind kind = v == 0 ? ChildKind.SAMPLE_ENTRIES : ChildKind.SAMPLE_ENTRIES_V1;
    return new SampleDescriptionBox(v, newFlags, f.countedBoxes(kind, children));
  }
}
