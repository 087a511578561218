package io.boxwire.shell.internal;

import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line on the terminal that shows how far long work has come. Draws nothing where there is no
 * terminal. Used by one thread.
 */
final class Progress implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int PERCENT_WIDTH = 7;

  private final PrintStream err;
  private final int columns;
  private final String label;
  private final long total;
  private long nextDraw = System.nanoTime() + REDRAW_NANOS;
  private int shown;

  /**
   * Makes a progress line.
   *
   * @param err the terminal
   * @param columns its width; empty if it is not a terminal, or nothing is to be drawn
   * @param label what is being done
   * @param total how much there is to do; 0 if that is not known
   */
  Progress(PrintStream err, OptionalInt columns, String label, long total) {
    this.err = err;
    this.columns = columns.orElse(0);
    this.label = label;
    this.total = total;
  }

  /** Says how much is done; draws at most ten times a second. */
  void at(long done) {
    at(done, Optional.empty());
  }

  /**
   * Says how much is done, or what keeps it from going on.
   *
   * @param done how much is done
   * @param remark shown in place of it, if there is one
   */
  void at(long done, Optional<String> remark) {
    if (columns == 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - nextDraw >= 0) {
      nextDraw = now + REDRAW_NANOS;
      String text = remark.map(r -> fit(label + ": " + r)).orElseGet(() -> line(done));
      err.print('\r' + text + " ".repeat(Math.max(0, shown - text.length())));
      shown = text.length();
      err.flush();
    }
  }

  private String line(long done) {
    if (total <= 0) {
      return fit(label + " " + done);
    }
    long percent = Math.min(100, (long) (100.0 * done / total));
    int room = columns - 1 - label.length() - 1 - PERCENT_WIDTH - 2;
    if (room < 4) {
      return fit(label + " " + percent + "%");
    }
    int filled = (int) (room * percent / 100);
    return String.format(
        "%s [%s%s] %3d%%", label, "#".repeat(filled), " ".repeat(room - filled), percent);
  }

  /** Never the last column: a terminal would begin a new line. */
  private String fit(String text) {
    return text.substring(0, Math.min(text.length(), Math.max(0, columns - 1)));
  }

  /** Wipes the line out; the next call draws it again. */
  void clear() {
    if (shown > 0) {
      err.print('\r' + " ".repeat(columns - 1) + '\r');
      err.flush();
      shown = 0;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
