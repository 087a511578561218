package io.boxwire.recorder.internal.naming;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of file names, taken apart: see {@link io.boxwire.api.RecordingRequest#filePattern()}.
 * Immutable.
 */
final class NamePattern {
  /** How many digits a number has at least. */
  static final int DIGITS = 3;

  private static final int MOST_DIGITS = 18;

  /** A piece of a name. */
  private interface Part {
    /** What it is in the name of a file. */
    String text(long number, ZonedDateTime time);

    /** What it can be, as a regular expression. */
    String expression();
  }

  private record Literal(String text) implements Part {
    @Override
    public String text(long number, ZonedDateTime time) {
      return text;
    }

    @Override
    public String expression() {
      return Pattern.quote(text);
    }
  }

  private record Number(int digits) implements Part {
    @Override
    public String text(long number, ZonedDateTime time) {
      return padded(number, digits);
    }

    @Override
    public String expression() {
      return "\\d{" + digits + ",}";
    }
  }

  private record Time(String format, String expression) implements Part {
    @Override
    public String text(long number, ZonedDateTime time) {
      return time.format(DateTimeFormatter.ofPattern(format, Locale.ROOT));
    }
  }

  /** Seconds since 1970. */
  private record Seconds() implements Part {
    @Override
    public String text(long number, ZonedDateTime time) {
      return Long.toString(time.toEpochSecond());
    }

    @Override
    public String expression() {
      return "-?\\d+";
    }
  }

  private final String source;
  private final List<Part> parts;

  private NamePattern(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /**
   * Takes a pattern apart.
   *
   * @param stem what {@code %o} stands for
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static NamePattern of(String source, String stem) throws MediaException {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      int percent = source.indexOf('%', at);
      if (percent != at) {
        int end = percent < 0 ? source.length() : percent;
        parts.add(new Literal(source.substring(at, end)));
        at = end;
        continue;
      }
      int digits = ++at;
      while (at < source.length() && Character.isDigit(source.charAt(at))) {
        at++;
      }
      if (at == source.length()) {
        throw bad(source, "ends in the middle of a placeholder");
      }
      parts.add(part(source, source.substring(digits, at), source.charAt(at++), stem));
    }
    return new NamePattern(source, List.copyOf(parts));
  }

  private static Part part(String source, String digits, char kind, String stem)
      throws MediaException {
    if (kind == 'n' && digits.length() < DIGITS) {
      int width = digits.isEmpty() ? DIGITS : Integer.parseInt(digits);
      if (width <= MOST_DIGITS) {
        return new Number(Math.max(DIGITS, width));
      }
    }
    if (!digits.isEmpty()) {
      throw bad(source, "has the unknown placeholder %" + digits + kind);
    }
    return switch (kind) {
      case 'o' -> new Literal(stem);
      case 'Y' -> new Time("uuuu", "[-+]?\\d{4,}");
      case 'm' -> new Time("MM", "\\d\\d");
      case 'd' -> new Time("dd", "\\d\\d");
      case 'H' -> new Time("HH", "\\d\\d");
      case 'M' -> new Time("mm", "\\d\\d");
      case 'S' -> new Time("ss", "\\d\\d");
      case 's' -> new Seconds();
      case '%' -> new Literal("%");
      default -> throw bad(source, "has the unknown placeholder %" + kind);
    };
  }

  /** Whether names differ by their number. */
  boolean numbered() {
    return parts.stream().anyMatch(Number.class::isInstance);
  }

  /**
   * The number of the file of a name.
   *
   * @return 0 if the name is not of this pattern, or has no number
   */
  long number(String name) {
    if (!numbered()) {
      return 0;
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      boolean number = part instanceof Number;
      text.append(number ? "(" + part.expression() + ")" : part.expression());
    }
    Matcher matcher = Pattern.compile(text.toString()).matcher(name);
    return matcher.matches() && matcher.group(1).length() <= MOST_DIGITS
        ? Long.parseLong(matcher.group(1))
        : 0;
  }

  /** A name. */
  String name(long number, ZonedDateTime time) {
    return parts.stream().map(part -> part.text(number, time)).collect(Collectors.joining());
  }

  /**
   * What all names look like, as a regular expression.
   *
   * @param before stands in front of the ending of a name as well, an expression
   */
  String expression(String before) {
    StringBuilder text = new StringBuilder();
    parts.subList(0, parts.size() - 1).forEach(part -> text.append(part.expression()));
    // The ending of a name is in its last part, if that is the same in all of them.
    Part last = parts.get(parts.size() - 1);
    if (last instanceof Literal literal) {
      int stem = FileNames.stem(literal.text()).length();
      boolean dotFirst = parts.size() > 1 && literal.text().lastIndexOf('.') == 0;
      stem = dotFirst ? 0 : stem;
      return text.append(Pattern.quote(literal.text().substring(0, stem)))
          .append(before)
          .append(Pattern.quote(literal.text().substring(stem)))
          .toString();
    }
    return text.append(last.expression()).append(before).toString();
  }

  /** A number with at least so many digits. */
  static String padded(long value, int digits) {
    String text = Long.toString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  MediaException bad(String what) {
    return bad(source, what);
  }

  private static MediaException bad(String source, String what) {
    return MediaException.of(Code.BAD_REQUEST, "the file pattern " + source + " " + what);
  }
}
