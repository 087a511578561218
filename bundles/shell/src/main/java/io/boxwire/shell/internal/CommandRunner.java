package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands: finds them, parses their arguments, turns what goes wrong into a status. */
final class CommandRunner {
  /** The commands of this bundle, in the order in which they are listed. */
  static final List<String> NAMES =
      List.of(
          "record", "mux", "demux", "remux", "info", "frames", "tree", "repair", "play", "plugins");

  private final Parts parts;

  CommandRunner(Parts parts) {
    this.parts = parts;
  }

  /**
   * Finds a command. Only the one that is asked for is loaded: that is a part of how fast it
   * starts.
   */
  static Optional<Command> find(String name) {
    Command command =
        switch (name) {
          case "record" -> new RecordCommand();
          case "mux" -> new MuxCommand();
          case "demux" -> new DemuxCommand();
          case "remux" -> new RemuxCommand();
          case "info" -> new InfoCommand();
          case "frames" -> new FramesCommand();
          case "tree" -> new TreeCommand();
          case "repair" -> new RepairCommand();
          case "play" -> new PlayCommand();
          case "plugins" -> new PluginsCommand();
          default -> null;
        };
    return Optional.ofNullable(command);
  }

  /** As {@link CommandLine#run}. */
  int run(List<String> given, Streams streams) throws InterruptedException {
    Invocation plain = new Invocation(streams, parts, Invocation.Volume.NORMAL);
    if (given.isEmpty()) {
      streams.err().print(overview());
      return CommandLine.WRONG_USAGE;
    }
    String name = given.get(0);
    if (name.equals(Syntax.HELP.name())) {
      return show(overview(), plain);
    }
    if (name.equals(Syntax.VERSION.name())) {
      return show(version(), plain);
    }
    List<String> rest = given.subList(1, given.size());
    Optional<Command> command = find(name);
    if (command.isPresent()) {
      return run(command.get(), rest, streams);
    }
    for (Extension extension : parts.extensions()) {
      if (extension.name().equals(name)) {
        return extension.run(rest, streams);
      }
    }
    plain.error("there is no command " + name + "; --help lists them");
    return CommandLine.WRONG_USAGE;
  }

  private int run(Command command, List<String> given, Streams streams)
      throws InterruptedException {
    Arguments arguments;
    try {
      arguments = command.syntax().parse(given);
    } catch (UsageException e) {
      return wrongUsage(command, e, new Invocation(streams, parts, Invocation.Volume.NORMAL));
    }
    Invocation invocation = new Invocation(streams, parts, volume(arguments));
    if (arguments.has(Syntax.HELP)) {
      return show(command.help(arguments, parts), invocation);
    }
    if (arguments.has(Syntax.VERSION)) {
      return show(version(), invocation);
    }
    try {
      int status = command.run(arguments, invocation);
      invocation.results().flush();
      return status;
    } catch (UsageException e) {
      return wrongUsage(command, e, invocation);
    } catch (IOException e) {
      if (Failures.isInterruption(e)) {
        throw interruption(e);
      }
      invocation.error("", e);
      return Failures.status(e);
    } finally {
      streams.err().flush();
    }
  }

  private static Invocation.Volume volume(Arguments arguments) {
    if (arguments.has(Syntax.VERBOSE)) {
      return Invocation.Volume.VERBOSE;
    }
    return arguments.has(Syntax.QUIET) ? Invocation.Volume.QUIET : Invocation.Volume.NORMAL;
  }

  private static InterruptedException interruption(IOException e) {
    // The flag is still up where a channel was closed by it; the exception takes its place.
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  private static int wrongUsage(Command command, UsageException e, Invocation invocation) {
    invocation.error(
        command.syntax().command() + ": " + e.getMessage() + "; --help says what there is");
    return CommandLine.WRONG_USAGE;
  }

  private static int show(String text, Invocation invocation) {
    try {
      invocation.results().text(text).flush();
      return CommandLine.DONE;
    } catch (IOException e) {
      invocation.error("standard output: ", e);
      return CommandLine.FAILED;
    }
  }

  private String version() {
    return "boxwire " + parts.version() + "\n";
  }

  private String overview() {
    Map<String, String> summaries = new LinkedHashMap<>();
    for (String name : NAMES) {
      summaries.put(name, find(name).map(c -> c.syntax().summary()).orElseThrow());
    }
    parts.extensions().forEach(e -> summaries.put(e.name(), e.summary()));
    int width = summaries.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder("usage: COMMAND [options] [arguments]\n\ncommands:\n");
    summaries.forEach(
        (name, summary) -> text.append(String.format("  %-" + width + "s %s%n", name, summary)));
    return text.append("\nCOMMAND --help says more of a command.\n").toString();
  }
}
