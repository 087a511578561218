package io.boxwire.codec.opus.internal;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Guesses whether a file is an Ogg stream with Opus in it. */
final class OpusProbe {
  private static final int SURE = 99;
  private static final int BY_NAME = 40;
  private static final Set<String> EXTENSIONS = Set.of("opus", "ogg", "oga");

  private OpusProbe() {}

  static int score(ByteBuffer head, String fileName) {
    ByteBuffer window = head.slice();
    boolean ogg = false;
    while (window.hasRemaining()) {
      OggScanner.Finding found = OggScanner.look(window, true);
      Optional<OggPage> page = found.page();
      if (page.isEmpty()) {
        break;
      }
      ogg = true;
      boolean opus =
          page.get().parts(window).stream()
              .findFirst()
              .filter(part -> OpusHead.isHead(part.bytes()))
              .isPresent();
      if (page.get().is(OggPage.FIRST) && opus) {
        return SURE;
      }
      window.position(page.get().end());
    }
    int dot = fileName.lastIndexOf('.');
    String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    // Ogg of which the beginnings of streams were seen, none of them Opus, is something else.
    return !ogg && dot >= 0 && EXTENSIONS.contains(extension) ? BY_NAME : 0;
  }
}
