package io.boxwire.shell.karaf.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandDescription.Option;
import io.boxwire.api.CommandDescription.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes the words of one command: its name, options, their values, files. */
final class MediaCompleter implements Completer {
  private final List<String> names;
  private final Supplier<Optional<CommandDescription>> description;

  /**
   * Makes a completer.
   *
   * @param names what the command may be called by
   * @param description asked for at each completion, as the parts that are present change
   */
  MediaCompleter(List<String> names, Supplier<Optional<CommandDescription>> description) {
    this.names = names;
    this.description = description;
  }

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<Candidate> found = new ArrayList<>();
    completeCandidates(session, line, found);
    found.forEach(candidate -> candidates.add(candidate.value()));
    return found.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
  }

  @Override
  public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
    String[] words = line.getArguments();
    int index = line.getCursorArgumentIndex();
    String begun = begun(line);
    if (index == 0) {
      Optional<String> summary = description.get().map(CommandDescription::summary);
      names.stream()
          .filter(name -> name.startsWith(begun))
          .forEach(name -> candidates.add(candidate(name, summary.orElse(""))));
    } else if (words.length > 0 && names.contains(words[0])) {
      List<String> before = Arrays.asList(words).subList(1, index);
      description.get().ifPresent(d -> complete(d, before, begun, session, candidates));
    }
  }

  /** What of the word stands in front of the cursor. */
  private static String begun(CommandLine line) {
    String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
    return word.substring(0, Math.min(word.length(), Math.max(0, line.getArgumentPosition())));
  }

  private static void complete(
      CommandDescription command,
      List<String> before,
      String begun,
      Session session,
      List<Candidate> candidates) {
    Optional<Option> open = openOption(command, before);
    if (open.isPresent()) {
      open.get().choices().stream()
          .filter(choice -> choice.startsWith(begun))
          .forEach(choice -> candidates.add(candidate(choice, "")));
      if (open.get().value() == Words.FILES) {
        FileNames.complete(begun, session.currentDir(), candidates);
      }
      return;
    }
    boolean operands = command.operands() == Words.FILES;
    boolean onlyOperands = before.contains("--");
    if (!onlyOperands && (begun.startsWith("-") || begun.isEmpty() && !operands)) {
      command.options().stream()
          .filter(option -> option.name().startsWith(begun))
          .forEach(option -> candidates.add(candidate(option.name(), option.summary())));
    } else if (operands) {
      FileNames.complete(begun, session.currentDir(), candidates);
    }
  }

  /** The option whose value comes next, if the last word is one that takes one. */
  private static Optional<Option> openOption(CommandDescription command, List<String> before) {
    Optional<Option> open = Optional.empty();
    for (String word : before) {
      if (open.isPresent()) {
        open = Optional.empty();
      } else if (word.equals("--")) {
        return Optional.empty();
      } else {
        open =
            command.options().stream()
                .filter(option -> option.name().equals(word) && option.value() != Words.NONE)
                .findFirst();
      }
    }
    return open;
  }

  private static Candidate candidate(String value, String summary) {
    return new Candidate(value, value, null, summary.isEmpty() ? null : summary, null, null, true);
  }
}
