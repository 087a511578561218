package io.boxwire.runtime.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * The command {@code shell}: runs the command lines of a terminal, a file or a pipe in Gogo, on the
 * framework of this process. It is the launcher's own, since it ends with the framework and not
 * with a bundle.
 */
final class InteractiveShell {
  static final String NAME = "shell";

  /** A line for the list of all commands, which the framework's service does not know of. */
  static final String SUMMARY =
      "shell --help tells of the shell, which runs all of these on one framework.";

  private static final String HELP =
      """
      usage: shell [--wait] [-q | -v]

      runs command lines, from a terminal or from standard input: the commands of boxwire, with or
      without the prefix media:, and those of Gogo (help lists them; lb, start, stop, update, ...)

      options:
        --wait  at the end of the input, stay until SIGTERM or SIGINT comes
        -q      say nothing but errors
        -v      say more
        --help  show this text

      A line that ends in & runs in the background: 'record a.mp4 --seconds 60 &'.
      What still runs at the end is interrupted, and its files are closed. Names with blanks, dollar
      signs or brackets stand in single quotes. Files in the folder etc configure what runs: see
      etc/README.md. The status is that of the last line: 0, 1 if it failed, 2 if it was wrong usage.
      """;

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** As other shells say it: 128 and the number of SIGINT. */
  private static final int INTERRUPTED = 130;

  private static final Set<String> OPTIONS = Set.of("--wait", "-q", "-v");

  private final EmbeddedFramework framework;
  private final GogoStart gogo;
  private final PrintStream out;
  private final PrintStream err;
  private final BooleanSupplier ending;

  /**
   * Makes the shell.
   *
   * @param framework with Gogo, not started yet
   * @param out standard output
   * @param err standard error
   * @param ending whether the process is being ended
   */
  InteractiveShell(
      EmbeddedFramework framework, OutputStream out, PrintStream err, BooleanSupplier ending) {
    this.framework = framework;
    this.gogo = GogoStart.watch(framework.context());
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    this.err = err;
    this.ending = ending;
  }

  /** Whether a process is asked for this command. */
  static boolean isAskedFor(List<String> command) {
    return !command.isEmpty() && command.get(0).equals(NAME);
  }

  /** What the bundles of the shell are configured with, by properties of the framework. */
  static Map<String, String> properties(Settings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("gosh.args", GogoStart.ARGUMENTS);
    // The framework's own memory ends with the process: where recordings left off is kept there.
    properties.put("io.boxwire.state", settings.etc().toString());
    properties.put("felix.fileinstall.dir", settings.etc().toString());
    properties.put("felix.fileinstall.filter", ".*\\.(cfg|config)");
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.poll", "1000");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.tmpdir", settings.caches().toString());
    properties.put("felix.fileinstall.log.level", "1");
    return properties;
  }

  /**
   * Answers what needs no framework.
   *
   * @param arguments those behind the name
   * @return the status, if that was all
   */
  static Optional<Integer> answer(List<String> arguments, OutputStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
      text.print(HELP);
      return Optional.of(DONE);
    }
    Set<String> unknown = new HashSet<>(arguments);
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty()) {
      err.println(
          "boxwire: shell: there is no option "
              + unknown.iterator().next()
              + "; --help says what there is");
      return Optional.of(WRONG_USAGE);
    }
    return Optional.empty();
  }

  /**
   * Runs to the end of the input, or until this thread is interrupted; the framework is started.
   *
   * @param arguments those behind the name
   * @param terminal whether somebody types
   * @return the status of the last line
   */
  int run(List<String> arguments, boolean terminal)
      throws InterruptedException, CommandService.Unavailable {
    if (!gogo.await()) {
      err.println("boxwire: Gogo's shell has not begun; commands of its may be missing");
    }
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    GogoSession session = GogoSession.open(framework.context(), in, out, err);
    try (Lines lines = terminal ? new TerminalLines(session, ending) : new PipedLines(in, err)) {
      int status = run(session, lines);
      if (arguments.contains("--wait")) {
        new CountDownLatch(1).await();
      }
      return status;
    } catch (IOException e) {
      err.println("boxwire: the terminal can't be used: " + e.getMessage());
      return FAILED;
    } finally {
      session.end();
    }
  }

  private int run(GogoSession session, Lines lines)
      throws InterruptedException, CommandService.Unavailable {
    int status = DONE;
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      String text = line.get().strip();
      if (text.equals("exit") || text.equals("quit")) {
        return status;
      }
      if (text.equals("help")) {
        // Gogo's help lists functions that are methods of their own, and ours are not.
        CommandService.await(framework)
            .run(Session.HELP, InputStream.nullInputStream(), out, err, 0);
        out.println();
      }
      if (!text.isEmpty() && !text.startsWith("#")) {
        status = execute(session, text);
      }
    }
    return status;
  }

  private int execute(GogoSession session, String line) throws InterruptedException {
    try {
      session.execute(line);
      return DONE;
    } catch (InterruptedException e) {
      if (ending.getAsBoolean()) {
        throw e;
      }
      // Ctrl-C ended the command, and not the shell.
      return INTERRUPTED;
    } catch (GogoSession.Failed e) {
      if (e.status().isEmpty()) {
        err.println("boxwire: " + e.getMessage());
      }
      return e.status().orElse(FAILED);
    }
  }
}
