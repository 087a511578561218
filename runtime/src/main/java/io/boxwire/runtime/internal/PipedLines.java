package io.boxwire.runtime.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * The lines of a file or pipe. They are read on a thread of their own, since no interrupt ends a
 * read that waits.
 */
final class PipedLines implements Lines {
  private final BlockingQueue<Optional<String>> queue = new SynchronousQueue<>();
  private final BufferedReader reader;
  private final PrintStream err;
  private boolean atEnd;

  /**
   * Starts to read.
   *
   * @param in the lines, in UTF-8
   * @param err where it is told if they can't be read
   */
  PipedLines(InputStream in, PrintStream err) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.err = err;
    Thread thread = new Thread(this::read, "boxwire-lines");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      for (Optional<String> line = line(); ; line = line()) {
        queue.put(line);
        if (line.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> line() {
    try {
      return Optional.ofNullable(reader.readLine());
    } catch (IOException e) {
      err.println("boxwire: standard input: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> next() throws InterruptedException {
    if (atEnd) {
      return Optional.empty();
    }
    Optional<String> line = queue.take();
    atEnd = line.isEmpty();
    return line;
  }

  @Override
  public void close() {
    // The thread ends with the process.
  }
}
