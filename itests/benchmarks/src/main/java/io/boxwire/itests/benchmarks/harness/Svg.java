package io.boxwire.itests.benchmarks.harness;

import java.util.List;
import java.util.Locale;

/** A picture of lines, boxes and words, 900 points wide. */
final class Svg {
  static final int WIDTH = 900;

  /** Colours that can be told apart, also by those who see few. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#666666");

  private final StringBuilder text = new StringBuilder();
  private final int height;

  Svg(int height) {
    this.height = height;
  }

  static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** Where words are put in relation to their point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  Svg box(double x, double y, double width, double boxHeight, String colour) {
    return add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        x, y, width, boxHeight, colour);
  }

  Svg line(double x1, double y1, double x2, double y2, String colour, double width) {
    return add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
        x1, y1, x2, y2, colour, width);
  }

  Svg dashed(double x1, double y1, double x2, double y2, String colour) {
    return add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\""
            + " stroke-dasharray=\"5 4\"/>",
        x1, y1, x2, y2, colour);
  }

  Svg dot(double x, double y, String colour) {
    return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, colour);
  }

  Svg words(double x, double y, Anchor anchor, String words) {
    return words(x, y, anchor, 13, "#222222", words);
  }

  Svg words(double x, double y, Anchor anchor, int size, String colour, String words) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>",
        x, y, size, colour, anchor.name().toLowerCase(Locale.ROOT), escaped(words));
  }

  /** Words that run upwards. */
  Svg upwards(double x, double y, String words) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"13\" fill=\"#222222\" text-anchor=\"middle\""
            + " transform=\"rotate(-90 %.1f %.1f)\">%s</text>",
        x, y, x, y, escaped(words));
  }

  private Svg add(String format, Object... arguments) {
    text.append("  ").append(String.format(Locale.ROOT, format, arguments)).append('\n');
    return this;
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\">%n"
                + "  <rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
            WIDTH,
            height,
            WIDTH,
            height,
            WIDTH,
            height)
        + text
        + "</svg>\n";
  }
}
