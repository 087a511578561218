package io.boxwire.shell.karaf.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;

/**
 * A command in Karaf's shell, which hands its words to the command service as they are. Ctrl-C
 * interrupts its thread, upon which the service ends the command in order.
 */
final class MediaCommand implements Command {
  static final String SCOPE = "media";

  private static final int STANDARD_ERROR = 2;

  private final String name;
  private final KarafCommands commands;

  MediaCommand(String name, KarafCommands commands) {
    this.name = name;
    this.commands = commands;
  }

  @Override
  public String getScope() {
    return SCOPE;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return commands.description(name).map(CommandDescription::summary).orElse("");
  }

  @Override
  public Completer getCompleter(boolean scoped) {
    List<String> names = scoped ? List.of(name) : List.of(SCOPE + ":" + name, name);
    return new MediaCompleter(names, () -> commands.description(name));
  }

  @Override
  public Parser getParser() {
    // The interface asks for it: Karaf's own.
    return null;
  }

  /**
   * Runs it.
   *
   * @return nothing: results are on standard output
   * @throws CommandException if its status is not 0; a class of Karaf's, for a session remembers
   *     the last exception
   * @throws InterruptedException after Ctrl-C, once the files are closed
   */
  @Override
  public Object execute(Session session, List<Object> arguments)
      throws CommandException, InterruptedException {
    CommandLine service =
        commands
            .service()
            .orElseThrow(() -> new CommandException("the commands are being replaced"));
    List<String> words = new ArrayList<>(List.of(name));
    arguments.forEach(argument -> words.add(String.valueOf(argument)));
    int status = service.run(words, streams(session));
    if (status != CommandLine.DONE) {
      throw new CommandException(name + " ended with status " + status);
    }
    return null;
  }

  /**
   * The streams of this very command, not those that its thread happens to have: what other threads
   * write for it goes to its session, its pipe or its file as well.
   */
  private static Streams streams(Session session) {
    Process process = Process.Utils.current();
    if (process == null) {
      // Called by a program, not by a command line.
      return Streams.of(session.getKeyboard(), session.getConsole(), session.getConsole())
          .inDirectory(session.currentDir());
    }
    Streams streams =
        Streams.of(process.in(), process.out(), process.err()).inDirectory(session.currentDir());
    int columns = session.getTerminal() == null ? 0 : session.getTerminal().getWidth();
    boolean watched =
        process.isTty(STANDARD_ERROR) && process.job().status() != Job.Status.Background;
    return watched && columns > 0 ? streams.onTerminal(columns) : streams;
  }
}
