package io.boxwire.shell.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.MuxerOptions;
import java.util.Optional;

/** The options that say what a power cut may take of a recording, and what that costs. */
final class RecordingSafety {
  static final Option FRAGMENT_TIME =
      Option.value("--fragment-time", "S", "how long a fragment is, at least (default 1)");
  static final Option DURABILITY =
      Option.value(
          "--durability", "D", "fragment|never|S: force each to storage, none, or every S seconds");
  static final Option ALIGN =
      Option.value("--align", "N", "begin fragments at multiples of N bytes, such as 4096");

  static final String NOTE =
      """
      A power cut takes the open fragment at most, and what came while the storage was busy. With
      --align 4096 that holds for storage that destroys the block it writes, too.""";

  private static final int LARGEST_BLOCK = 1 << 16;

  private RecordingSafety() {}

  static void addTo(MuxerOptions.Builder options, Arguments arguments) throws UsageException {
    Optional<String> time = arguments.value(FRAGMENT_TIME);
    if (time.isPresent()) {
      options.fragmentDuration(Numbers.period(FRAGMENT_TIME.name(), time.get()));
    }
    Optional<String> durability = arguments.value(DURABILITY);
    if (durability.isPresent()) {
      options.durability(durability(durability.get()));
    }
    Optional<String> align = arguments.value(ALIGN);
    if (align.isPresent()) {
      options.fragmentAlignment(block(align.get()));
    }
  }

  private static Durability durability(String text) throws UsageException {
    return switch (text) {
      case "fragment" -> Durability.eachFragment();
      case "never" -> Durability.never();
      default -> Durability.every(Numbers.period(DURABILITY.name(), text));
    };
  }

  private static int block(String text) throws UsageException {
    int bytes = (int) Numbers.positive(ALIGN.name(), text, LARGEST_BLOCK);
    if (Integer.bitCount(bytes) != 1) {
      throw new UsageException(ALIGN.name() + " is not a power of two: " + text);
    }
    return bytes;
  }
}
