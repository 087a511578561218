package io.boxwire.device.k230.internal.example;

import io.boxwire.api.CommandLine.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the manual's programs have as {@code print}, {@code sys.print_exception} and {@code
 * os.exitpoint}. Used by one thread.
 *
 * <p>What goes wrong is told on standard error and remembered, for the status of the command.
 */
final class Console {
  /** How much is told of what goes wrong. */
  enum Detail {
    /** Its message. */
    MESSAGE,
    /** The same, and where it came from. */
    TRACE
  }

  private final Streams streams;
  private final Detail detail;
  private Optional<Exception> failure = Optional.empty();

  /**
   * Makes a console.
   *
   * @param streams where it prints
   * @param detail how much is told of what goes wrong
   */
  Console(Streams streams, Detail detail) {
    this.streams = streams;
    this.detail = detail;
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** Prints things with a blank between each two, and ends the line. */
  void print(Object... things) throws IOException {
    String line = Stream.of(things).map(String::valueOf).collect(Collectors.joining(" ", "", "\n"));
    try {
      streams.out().write(line.getBytes(StandardCharsets.UTF_8));
      streams.out().flush();
    } catch (IOException e) {
      throw new IOException("standard output: " + message(e), e);
    }
  }

  /**
   * Gives the user a chance to end the program.
   *
   * @throws InterruptedException if that is wanted
   */
  static void exitpoint() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted");
    }
  }

  /**
   * Tells of what went wrong, and lets the program go on to its end. A later step that fails for
   * the same reason says nothing new, and an interruption is told by whoever wanted it.
   */
  void report(Exception e) {
    // The flag would keep the next steps from closing the file.
    boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
    boolean told = failure.map(Console::message).filter(message(e)::equals).isPresent();
    if (failure.isEmpty() || interrupted) {
      failure = Optional.of(interrupted ? interruption(e) : e);
    }
    if (told || e instanceof InterruptedException) {
      return;
    }
    streams.err().println("boxwire: " + message(e));
    if (detail == Detail.TRACE) {
      e.printStackTrace(streams.err());
    }
  }

  /** Tells that the user has ended the program, which goes on to its end. */
  void reportStop(InterruptedException e) {
    streams.err().println("boxwire: user stop: interrupted");
    report(e);
  }

  /** Makes a step of the end, which nothing may keep from being made. */
  void attempt(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      report(e);
    }
  }

  /** The first thing that went wrong, if anything did; an interruption takes its place. */
  Optional<Exception> failure() {
    return failure;
  }

  private static InterruptedException interruption(Exception e) {
    if (e instanceof InterruptedException interrupted) {
      return interrupted;
    }
    InterruptedException interrupted = new InterruptedException("interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  private static String message(Exception e) {
    return e instanceof RuntimeException || e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
