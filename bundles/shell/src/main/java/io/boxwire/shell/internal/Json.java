package io.boxwire.shell.internal;

import java.math.BigDecimal;
import java.util.Collection;

/** Writes one JSON value (RFC 8259) on one line. Used by one thread. */
final class Json {
  private final StringBuilder out = new StringBuilder();
  private boolean comma;

  Json beginObject() {
    return open('{');
  }

  Json endObject() {
    return close('}');
  }

  Json beginArray() {
    return open('[');
  }

  Json endArray() {
    return close(']');
  }

  /** Begins a member of an object: its value comes next. */
  Json name(String name) {
    separate();
    quote(name);
    out.append(':');
    comma = false;
    return this;
  }

  Json value(String text) {
    separate();
    quote(text);
    return this;
  }

  Json value(long number) {
    return raw(Long.toString(number));
  }

  Json value(BigDecimal number) {
    return raw(number.toPlainString());
  }

  Json member(String name, String text) {
    return name(name).value(text);
  }

  Json member(String name, long number) {
    return name(name).value(number);
  }

  Json member(String name, BigDecimal number) {
    return name(name).value(number);
  }

  /** A member that is true or false. */
  Json truth(String name, boolean truth) {
    return name(name).raw(Boolean.toString(truth));
  }

  /** A member that is an array of texts. */
  Json texts(String name, Collection<String> texts) {
    name(name).beginArray();
    texts.forEach(this::value);
    return endArray();
  }

  private Json raw(String token) {
    separate();
    out.append(token);
    return this;
  }

  private Json open(char bracket) {
    separate();
    out.append(bracket);
    comma = false;
    return this;
  }

  private Json close(char bracket) {
    out.append(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f || alone(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a surrogate pair has no UTF-8, and would become a question mark. */
  private static boolean alone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** Gives what was written so far, and forgets it: a large value is passed on in pieces. */
  String drain() {
    String piece = out.toString();
    out.setLength(0);
    return piece;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
