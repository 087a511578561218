package io.boxwire.muxer.internal;

import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;

/** The brands that files claim (ISO/IEC 14496-12:2022 4.3, annex E). */
final class Brands {
  private static final FourCc ISOM = FourCc.of("isom");
  private static final FourCc ISO2 = FourCc.of("iso2");
  private static final FourCc ISO5 = FourCc.of("iso5");
  private static final FourCc ISO6 = FourCc.of("iso6");
  private static final FourCc MP41 = FourCc.of("mp41");
  private static final FourCc MP42 = FourCc.of("mp42");
  private static final FourCc CMFC = FourCc.of("cmfc");
  private static final int MINOR = 512;

  private Brands() {}

  static FileTypeBox progressive() {
    return FileTypeBox.of(ISOM, MINOR, ISOM, ISO2, MP41, MP42);
  }

  /** Fragments whose data offsets count from the fragment (iso5) and that carry tfdt (iso6). */
  static FileTypeBox fragmented() {
    return FileTypeBox.of(ISO5, MINOR, ISO5, ISO6, MP41);
  }

  static FileTypeBox cmaf() {
    return FileTypeBox.of(CMFC, 0, CMFC, ISO6, MP41);
  }

  /** Both forms that a hybrid file has in its life. */
  static FileTypeBox hybrid() {
    return FileTypeBox.of(ISOM, MINOR, ISOM, ISO2, ISO5, ISO6, MP41, MP42);
  }
}
