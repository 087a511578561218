package io.boxwire.codec.aac.internal;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Guesses whether a file is an ADTS stream. */
final class AdtsProbe {
  private static final int SURE = 98;
  private static final int LIKELY = 60;
  private static final int BY_NAME = 40;
  private static final int FRAMES_TO_BE_SURE = 4;
  private static final Set<String> EXTENSIONS = Set.of("aac", "adts", "adt");

  private AdtsProbe() {}

  static int score(ByteBuffer head, String fileName) {
    int dot = fileName.lastIndexOf('.');
    String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    int byName = dot >= 0 && EXTENSIONS.contains(extension) ? BY_NAME : 0;
    ByteBuffer view = head.slice();
    long at = 0;
    while (at < view.limit() && AdtsScanner.isId3(view, (int) at)) {
      at += AdtsScanner.id3Size(view, (int) at);
    }
    int frames = 0;
    while (at + AdtsHeader.BYTES <= view.limit()) {
      Optional<AdtsHeader> header = AdtsHeader.read(view, (int) at);
      if (header.isEmpty()) {
        return frames >= FRAMES_TO_BE_SURE ? LIKELY : byName;
      }
      frames++;
      at += header.get().frameLength();
    }
    if (frames >= FRAMES_TO_BE_SURE) {
      return SURE;
    }
    return frames > 0 ? LIKELY : byName;
  }
}
