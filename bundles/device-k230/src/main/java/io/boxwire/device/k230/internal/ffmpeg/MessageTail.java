package io.boxwire.device.k230.internal.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads what a child says, so that it never waits for that, and remembers the end of it. */
final class MessageTail implements Runnable {
  private static final int LINES = 6;
  private static final int LONGEST = 400;

  /** Masked before it is cut, so that no half of an address gets through. */
  private static final int LONGEST_READ = 16 << 10;

  private final InputStream in;
  private final UnaryOperator<String> mask;
  private final Consumer<String> line;
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * Makes a reader, to be run by a thread of its own until the child has closed the stream.
   *
   * @param in what the child says
   * @param mask takes out of a line what nobody is to see
   * @param line takes each line, masked and cut to a sensible length
   */
  MessageTail(InputStream in, UnaryOperator<String> mask, Consumer<String> line) {
    this.in = in;
    this.mask = mask;
    this.line = line;
  }

  @Override
  public void run() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        if (next == '\n' || next == '\r') {
          add(text.toString());
          text.setLength(0);
        } else if (text.length() < LONGEST_READ) {
          text.append((char) next);
        }
      }
      add(text.toString());
    } catch (IOException e) {
      add("its messages can't be read: " + e.getMessage());
    }
  }

  private void add(String read) {
    if (read.isBlank()) {
      return;
    }
    String masked = mask.apply(read.strip());
    String text = masked.substring(0, Math.min(masked.length(), LONGEST));
    synchronized (last) {
      last.add(text);
      if (last.size() > LINES) {
        last.remove();
      }
    }
    line.accept(text);
  }

  /** The last lines, in one. */
  String text() {
    synchronized (last) {
      return String.join(" | ", last);
    }
  }
}
