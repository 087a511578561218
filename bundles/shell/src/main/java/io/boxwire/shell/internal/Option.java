package io.boxwire.shell.internal;

/**
 * An option of a command.
 *
 * @param name as it is typed, such as {@code --layout}
 * @param placeholder what stands for its value in the help text; empty for a flag
 * @param arity how often it may be given, and whether it takes a value
 * @param help what it does, one line
 * @param values what its value is, for completion
 */
record Option(String name, String placeholder, Arity arity, String help, Values values) {
  /** How often an option may be given. */
  enum Arity {
    /** It takes no value; giving it again changes nothing. */
    FLAG,
    /** It takes a value, and is given once at most. */
    ONCE,
    /** It takes a value each time it is given. */
    REPEATED
  }

  /** What the value of an option is. */
  enum Values {
    NONE,
    TEXT,
    FILES,
    LAYOUTS,
    PARAMETER_SETS,
    DEVICES,
    VIDEO_CODECS,
    AUDIO_CODECS
  }

  static Option flag(String name, String help) {
    return new Option(name, "", Arity.FLAG, help, Values.NONE);
  }

  static Option value(String name, String placeholder, String help) {
    return new Option(name, placeholder, Arity.ONCE, help, Values.TEXT);
  }

  static Option repeated(String name, String placeholder, String help) {
    return new Option(name, placeholder, Arity.REPEATED, help, Values.TEXT);
  }

  /** The same option with values of a kind. */
  Option of(Values kind) {
    return new Option(name, placeholder, arity, help, kind);
  }

  /** How it is shown in the list of options. */
  String label() {
    return placeholder.isEmpty() ? name : name + " " + placeholder;
  }
}
