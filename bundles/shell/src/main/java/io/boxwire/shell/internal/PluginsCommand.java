package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import java.io.IOException;
import java.util.List;

/** Lists the parts that are present. */
final class PluginsCommand implements Command {
  private static final Syntax SYNTAX =
      Syntax.of("plugins", "lists the codecs, containers, devices and further commands")
          .note("Of several parts with one name, that with the highest ranking is used.")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    Results results = invocation.results();
    List<Parts.Part> parts = invocation.parts().list();
    String format =
        "%-8s %-"
            + width(parts.stream().map(Parts.Part::name).toList(), "NAME")
            + "s %-"
            + width(parts.stream().map(Parts.Part::bundle).toList(), "BUNDLE")
            + "s %-"
            + width(parts.stream().map(Parts.Part::version).toList(), "VERSION")
            + "s %7s  %s";
    results.line(String.format(format, "KIND", "NAME", "BUNDLE", "VERSION", "RANKING", "DETAIL"));
    for (Parts.Part part : parts) {
      results.line(
          String.format(
                  format,
                  part.kind(),
                  part.name(),
                  part.bundle(),
                  part.version(),
                  part.ranking(),
                  part.detail())
              .stripTrailing());
    }
    return CommandLine.DONE;
  }

  private static int width(List<String> column, String head) {
    return Math.max(head.length(), column.stream().mapToInt(String::length).max().orElse(0));
  }
}
