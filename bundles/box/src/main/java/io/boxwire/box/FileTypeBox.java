package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * The brands a file or segment keeps to (ISO/IEC 14496-12:2022 4.3 and 8.16.2).
 *
 * @param type {@code ftyp} or {@code styp}
 * @param majorBrand the brand to read it by
 * @param minorVersion of the major brand, 32 bits
 * @param compatibleBrands all brands it keeps to
 */
public record FileTypeBox(
    FourCc type, FourCc majorBrand, long minorVersion, List<FourCc> compatibleBrands)
    implements Box {
  /** The type of the box of a file. */
  public static final FourCc TYPE = FourCc.of("ftyp");

  /** The type of the box of a segment. */
  public static final FourCc SEGMENT_TYPE = FourCc.of("styp");

  /**
   * Makes the box.
   *
   * @param type {@code ftyp} or {@code styp}
   * @param majorBrand the brand to read it by
   * @param minorVersion of the major brand
   * @param compatibleBrands copied
   */
  public FileTypeBox {
    compatibleBrands = List.copyOf(compatibleBrands);
  }

  /**
   * Makes the box of a file.
   *
   * @param majorBrand the brand to read it by
   * @param minorVersion of the major brand
   * @param compatibleBrands all brands it keeps to
   * @return the box
   */
  public static FileTypeBox of(FourCc majorBrand, long minorVersion, FourCc... compatibleBrands) {
    return new FileTypeBox(TYPE, majorBrand, minorVersion, List.of(compatibleBrands));
  }

  static FileTypeBox blank(FourCc type) {
    return new FileTypeBox(type, FourCc.ZERO, 0, List.of());
  }

  @Override
  public FileTypeBox fields(Fields f) throws MediaException {
    return new FileTypeBox(
        type,
        f.fourCc("major_brand", majorBrand),
        f.u32("minor_version", minorVersion),
        f.fourCcs("compatible_brands", compatibleBrands));
  }
}
