package io.boxwire.shell.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The arguments of one run, parsed by a {@link Syntax}. */
final class Arguments {
  /** By name: the hash code of a record is linked at its first use, which takes a while. */
  private final Map<String, List<String>> options = new HashMap<>();

  private final List<String> operands = new ArrayList<>();

  void add(Option option, String value) {
    options.computeIfAbsent(option.name(), o -> new ArrayList<>()).add(value);
  }

  void addOperand(String operand) {
    operands.add(operand);
  }

  /** Whether the option was given. */
  boolean has(Option option) {
    return options.containsKey(option.name());
  }

  /** The option's value, if it was given. */
  Optional<String> value(Option option) {
    return values(option).stream().findFirst();
  }

  /** The values of an option that may be given several times, in order. */
  List<String> values(Option option) {
    return options.getOrDefault(option.name(), List.of());
  }

  /** The value of an option that must be given. */
  String required(Option option) throws UsageException {
    return value(option)
        .orElseThrow(() -> new UsageException("the option " + option.label() + " is missing"));
  }

  /** The option's value as a whole number of at least 1, if it was given. */
  OptionalLong count(Option option) throws UsageException {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Numbers.positive(option.name(), text.get(), Long.MAX_VALUE));
  }

  /** The option's value as the ID of a track, if it was given. */
  OptionalInt track(Option option) throws UsageException {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) Numbers.positive(option.name(), text.get(), Integer.MAX_VALUE));
  }

  /** What is not an option, in order. */
  List<String> operands() {
    return operands;
  }

  /** An operand that the syntax demands. */
  String operand(int index) {
    return operands.get(index);
  }
}
