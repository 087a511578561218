package io.boxwire.runtime.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The lines that somebody types, with editing, history and completion. */
final class TerminalLines implements Lines {
  private static final String PROMPT = "boxwire> ";

  private final Terminal terminal;
  private final LineReader reader;
  private final BooleanSupplier ending;

  /**
   * Takes the terminal.
   *
   * @param session knows the commands, and is interrupted by Ctrl-C
   * @param ending whether the process is being ended
   * @throws IOException if there is no terminal
   */
  TerminalLines(GogoSession session, BooleanSupplier ending) throws IOException {
    this.ending = ending;
    // Without native code, which newer virtual machines warn of.
    this.terminal = TerminalBuilder.builder().provider("exec").system(true).build();
    terminal.handle(Terminal.Signal.INT, signal -> session.interruptForeground());
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer(completer(session))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(
                LineReader.HISTORY_FILE,
                Path.of(System.getProperty("user.home"), ".boxwire_history"))
            .build();
  }

  private static Completer completer(GogoSession session) {
    FileNameCompleter files = new FileNameCompleter();
    return (LineReader lines, ParsedLine line, List<Candidate> candidates) -> {
      if (line.wordIndex() == 0) {
        session.commands().forEach(name -> candidates.add(new Candidate(name)));
      } else {
        files.complete(lines, line, candidates);
      }
    };
  }

  @Override
  public Optional<String> next() throws InterruptedException {
    while (true) {
      try {
        return Optional.of(reader.readLine(PROMPT));
      } catch (EndOfFileException e) {
        return Optional.empty();
      } catch (UserInterruptException e) {
        if (ending.getAsBoolean() || Thread.interrupted()) {
          throw new InterruptedException("the process ends");
        }
        // Ctrl-C empties the line.
        continue;
      }
    }
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
