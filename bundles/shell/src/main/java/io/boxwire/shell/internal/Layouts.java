package io.boxwire.shell.internal;

import io.boxwire.api.Layout;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names of layouts in arguments and results. */
final class Layouts {
  static final String NAMES = "hybrid|progressive|faststart|fragmented";

  private Layouts() {}

  /** How a layout is called. */
  static String name(Layout layout) {
    return switch (layout) {
      case HYBRID -> "hybrid";
      case PROGRESSIVE -> "progressive";
      case FAST_START -> "faststart";
      case FRAGMENTED -> "fragmented";
    };
  }

  /** The option of a command that writes a container. */
  static Option option(Layout usual) {
    return Option.value("--layout", "L", NAMES + "; " + name(usual) + " if not given")
        .of(Option.Values.LAYOUTS);
  }

  /**
   * Says which layout an output gets.
   *
   * @param asked the value of the option, if it was given
   * @param usual what holds if it was not given and the output is a file
   * @param output where it goes
   * @throws UsageException if there is no such layout, or the output can't take it
   */
  static Layout choose(Optional<String> asked, Layout usual, Output output) throws UsageException {
    if (asked.isEmpty()) {
      return output.isStream() ? Layout.FRAGMENTED : usual;
    }
    Layout layout = parse(asked.get());
    if (output.isStream() && (layout == Layout.PROGRESSIVE || layout == Layout.FAST_START)) {
      throw new UsageException(
          "the layout " + name(layout) + " needs a file; a stream can be fragmented only");
    }
    return layout;
  }

  private static Layout parse(String name) throws UsageException {
    Optional<Layout> found =
        Arrays.stream(Layout.values()).filter(l -> name(l).equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            new UsageException(
                "there is no layout "
                    + name
                    + ", only "
                    + Arrays.stream(NAMES.split("\\|")).collect(Collectors.joining(", "))));
  }
}
