package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * How a track is protected (ISO/IEC 14496-12:2022 8.12.6).
 *
 * @param version 0
 * @param flags 1 if there is a URI
 * @param schemeType {@code cenc}, {@code cbcs} and so on
 * @param schemeVersion of the scheme
 * @param schemeUri where to learn more; empty if absent
 */
public record SchemeTypeBox(
    int version, int flags, FourCc schemeType, long schemeVersion, String schemeUri)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("schm");

  static final SchemeTypeBox BLANK = new SchemeTypeBox(0, 0, FourCc.ZERO, 0, "");

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SchemeTypeBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int set = f.flags(flags);
    FourCc scheme = f.fourCc("scheme_type", schemeType);
    long newVersion = f.u32("scheme_version", schemeVersion);
    String uri = (set & 1) != 0 ? f.text("scheme_uri", schemeUri) : "";
    return new SchemeTypeBox(v, set, scheme, newVersion, uri);
  }
}
