package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The language of a track as a BCP 47 tag (ISO/IEC 14496-12:2022 8.4.6).
 *
 * @param version 0
 * @param flags 0
 * @param extendedLanguage such as {@code en-US}
 */
public record ExtendedLanguageBox(int version, int flags, String extendedLanguage)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("elng");

  static final ExtendedLanguageBox BLANK = new ExtendedLanguageBox(0, 0, "");

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public ExtendedLanguageBox fields(Fields f) throws MediaException {
    return new ExtendedLanguageBox(
        f.version(version, 0), f.flags(flags), f.text("extended_language", extendedLanguage));
  }
}
