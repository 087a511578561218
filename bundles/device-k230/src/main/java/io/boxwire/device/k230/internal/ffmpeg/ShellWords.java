package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into arguments by a part of the shell's rules (POSIX.1-2017, Shell Command Language
 * 2.2): white space separates; between single quotes everything is literal; between double quotes a
 * backslash keeps its meaning before {@code "} and itself only; elsewhere a backslash makes the
 * next character literal. Nothing is expanded, and no shell is run.
 */
final class ShellWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int next;

  private ShellWords(String line) {
    this.line = line;
  }

  /**
   * Splits a line.
   *
   * @throws MediaException {@code BAD_REQUEST} if a quote is not closed, nothing follows a
   *     backslash, or there is a NUL
   */
  static List<String> split(String line) throws MediaException {
    if (line.indexOf('\0') >= 0) {
      throw MediaException.of(Code.BAD_REQUEST, "an argument can't hold a NUL");
    }
    ShellWords splitter = new ShellWords(line);
    splitter.run();
    return List.copyOf(splitter.words);
  }

  private void run() throws MediaException {
    while (next < line.length()) {
      char c = line.charAt(next++);
      if (Character.isWhitespace(c)) {
        endWord();
        continue;
      }
      inWord = true;
      switch (c) {
        case '\'' -> quoted('\'', "");
        case '"' -> quoted('"', "\"\\");
        case '\\' -> word.append(escaped());
        default -> word.append(c);
      }
    }
    endWord();
  }

  /** Takes what is between quotes; a backslash before one of some characters is left out. */
  private void quoted(char quote, String escapable) throws MediaException {
    while (next < line.length()) {
      char c = line.charAt(next++);
      if (c == quote) {
        return;
      }
      boolean escapes =
          c == '\\' && next < line.length() && escapable.indexOf(line.charAt(next)) >= 0;
      word.append(escapes ? line.charAt(next++) : c);
    }
    throw MediaException.of(Code.BAD_REQUEST, "a quote is not closed: " + quote);
  }

  private char escaped() throws MediaException {
    if (next == line.length()) {
      throw MediaException.of(Code.BAD_REQUEST, "nothing follows the backslash at the end");
    }
    return line.charAt(next++);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
