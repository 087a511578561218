package io.boxwire.shell.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command is called with. Parses arguments, and writes the help text. Immutable. */
final class Syntax {
  static final Option HELP = Option.flag("--help", "show this text");
  static final Option VERSION = Option.flag("--version", "show the version");
  static final Option QUIET = Option.flag("-q", "say nothing but errors");
  static final Option VERBOSE = Option.flag("-v", "say more; with an error, where it came from");
  static final Option OVERWRITE = Option.flag("-y", "replace an output that exists");

  private final String command;
  private final String summary;
  private final String usage;
  private final int fewest;
  private final int most;
  private final Map<String, Option> options;
  private final List<String> notes;

  private Syntax(Builder b) {
    this.command = b.command;
    this.summary = b.summary;
    this.usage = b.usage;
    this.fewest = b.fewest;
    this.most = b.most;
    this.options = b.options;
    this.notes = b.notes;
  }

  /**
   * Starts the syntax of a command.
   *
   * @param command its name
   * @param summary what it does, one line
   */
  static Builder of(String command, String summary) {
    return new Builder(command, summary);
  }

  String command() {
    return command;
  }

  String summary() {
    return summary;
  }

  /** Whether it takes anything but options. */
  boolean takesOperands() {
    return most > 0;
  }

  /** The options, in the order they are shown. */
  Collection<Option> options() {
    return options.values();
  }

  /**
   * Parses arguments. Options may stand anywhere; {@code --} ends them, {@code -} is an operand.
   *
   * @param given what follows the command's name
   * @return the arguments, with as many operands as the syntax demands
   * @throws UsageException if they do not fit
   */
  Arguments parse(List<String> given) throws UsageException {
    Arguments arguments = new Arguments();
    boolean onlyOperands = false;
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      if (onlyOperands || !word.startsWith("-") || word.equals("-")) {
        arguments.addOperand(word);
      } else if (word.equals("--")) {
        onlyOperands = true;
      } else {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        Option option = find(equals < 0 ? word : word.substring(0, equals));
        if (option.arity() == Option.Arity.ONCE && arguments.has(option)) {
          throw new UsageException("the option " + option.name() + " is given twice");
        }
        if (option.arity() == Option.Arity.FLAG) {
          if (equals >= 0) {
            throw new UsageException("the option " + option.name() + " takes no value");
          }
          arguments.add(option, "");
        } else if (equals >= 0) {
          arguments.add(option, word.substring(equals + 1));
        } else if (++i < given.size()) {
          arguments.add(option, given.get(i));
        } else {
          throw new UsageException("the option " + option.label() + " lacks its value");
        }
      }
    }
    if (!arguments.has(HELP) && !arguments.has(VERSION)) {
      checkOperands(arguments.operands());
    }
    return arguments;
  }

  private Option find(String name) throws UsageException {
    Option option = options.get(name);
    if (option == null) {
      throw new UsageException("there is no option " + name);
    }
    return option;
  }

  private void checkOperands(List<String> operands) throws UsageException {
    if (operands.size() < fewest) {
      throw new UsageException("an argument is missing: " + command + " " + usage);
    }
    if (operands.size() > most) {
      throw new UsageException("an argument is too much: " + operands.get(most));
    }
  }

  /** The text that {@code --help} shows. */
  String help() {
    StringBuilder text = new StringBuilder("usage: ").append(command);
    if (!usage.isEmpty()) {
      text.append(' ').append(usage);
    }
    text.append("\n\n").append(summary).append("\n\noptions:\n");
    int width = options.values().stream().mapToInt(o -> o.label().length()).max().orElse(0);
    for (Option option : options.values()) {
      text.append(String.format("  %-" + width + "s  %s%n", option.label(), option.help()));
    }
    for (String note : notes) {
      text.append('\n').append(note).append('\n');
    }
    return text.toString();
  }

  /** Collects a syntax. */
  static final class Builder {
    private final String command;
    private final String summary;
    private final Map<String, Option> options = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private String usage = "";
    private int fewest;
    private int most;

    private Builder(String command, String summary) {
      this.command = command;
      this.summary = summary;
    }

    /**
     * Declares the operands.
     *
     * @param text how they and the most important options are shown behind the command's name
     * @param fewestOperands at least 0
     * @param mostOperands at least the fewest
     */
    Builder usage(String text, int fewestOperands, int mostOperands) {
      this.usage = text;
      this.fewest = fewestOperands;
      this.most = mostOperands;
      return this;
    }

    Builder option(Option option) {
      options.put(option.name(), option);
      return this;
    }

    /** Adds a paragraph behind the options. */
    Builder note(String paragraph) {
      notes.add(paragraph);
      return this;
    }

    Syntax build() {
      for (Option common : List.of(QUIET, VERBOSE, HELP, VERSION)) {
        option(common);
      }
      return new Syntax(this);
    }
  }
}
