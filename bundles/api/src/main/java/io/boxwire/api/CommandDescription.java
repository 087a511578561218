package io.boxwire.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a command is called with, for a shell that completes words. Immutable; a snapshot: the
 * choices are those of the parts that were present when it was asked for.
 */
public final class CommandDescription {
  private final String name;
  private final String summary;
  private final Words operands;
  private final List<Option> options;

  /** What the words of an operand, or the value of an option, are. */
  public enum Words {
    /** There are none. */
    NONE,
    /** Names of files or folders. */
    FILES,
    /** One of {@link Option#choices()}; others may be possible as well. */
    CHOICES,
    /** Anything else. */
    TEXT
  }

  private CommandDescription(Builder b) {
    this.name = b.name;
    this.summary = b.summary;
    this.operands = b.operands;
    this.options = List.copyOf(b.options);
  }

  /**
   * Starts a description of a command without operands and options.
   *
   * @param name what it is called by
   * @param summary what it does, one line
   * @return a builder
   */
  public static Builder of(String name, String summary) {
    return new Builder(name, summary);
  }

  /**
   * What it is called by.
   *
   * @return lower case letters, digits and dashes
   */
  public String name() {
    return name;
  }

  /**
   * What it does.
   *
   * @return one line
   */
  public String summary() {
    return summary;
  }

  /**
   * What its operands are.
   *
   * @return what the words are that belong to no option
   */
  public Words operands() {
    return operands;
  }

  /**
   * Its options.
   *
   * @return in the order they are best shown
   */
  public List<Option> options() {
    return options;
  }

  @Override
  public String toString() {
    return name + ": " + summary;
  }

  /** An option of a command. Immutable. */
  public static final class Option {
    private final String name;
    private final String summary;
    private final Words value;
    private final List<String> choices;

    private Option(String name, String summary, Words value, List<String> choices) {
      this.name = Objects.requireNonNull(name, "name");
      this.summary = Objects.requireNonNull(summary, "summary");
      this.value = Objects.requireNonNull(value, "value");
      this.choices = List.copyOf(choices);
    }

    /**
     * Describes an option.
     *
     * @param name as it is typed, such as {@code --layout}
     * @param summary what it does, one line
     * @param value what its value is; {@code NONE} for one that takes no value
     * @return the option
     */
    public static Option of(String name, String summary, Words value) {
      return new Option(name, summary, value, List.of());
    }

    /**
     * Describes an option whose value is one of a list.
     *
     * @param name as it is typed, such as {@code --layout}
     * @param summary what it does, one line
     * @param choices the values, best first
     * @return the option
     */
    public static Option of(String name, String summary, List<String> choices) {
      return new Option(name, summary, Words.CHOICES, choices);
    }

    /**
     * How it is typed.
     *
     * @return such as {@code --layout} or {@code -y}
     */
    public String name() {
      return name;
    }

    /**
     * What it does.
     *
     * @return one line
     */
    public String summary() {
      return summary;
    }

    /**
     * What its value is.
     *
     * @return {@code NONE} if it takes none
     */
    public Words value() {
      return value;
    }

    /**
     * What its value may be.
     *
     * @return the values, best first; empty unless {@link #value()} is {@code CHOICES}
     */
    public List<String> choices() {
      return choices;
    }

    @Override
    public String toString() {
      return name + ": " + summary;
    }
  }

  /** Collects a description. */
  public static final class Builder {
    private final String name;
    private final String summary;
    private final List<Option> options = new ArrayList<>();
    private Words operands = Words.NONE;

    private Builder(String name, String summary) {
      this.name = Objects.requireNonNull(name, "name");
      this.summary = Objects.requireNonNull(summary, "summary");
    }

    /**
     * Sets what its operands are.
     *
     * @param words what they are
     * @return this
     */
    public Builder operands(Words words) {
      this.operands = Objects.requireNonNull(words, "words");
      return this;
    }

    /**
     * Adds an option.
     *
     * @param option the option
     * @return this
     */
    public Builder option(Option option) {
      options.add(Objects.requireNonNull(option, "option"));
      return this;
    }

    /**
     * Makes the description.
     *
     * @return the description
     */
    public CommandDescription build() {
      return new CommandDescription(this);
    }
  }
}
