package io.boxwire.device.k230.internal.example;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arguments of the command.
 *
 * @param flags the flags that were given
 * @param operands what is not an option
 * @param device the {@code device.id} that was given
 * @param deviceOptions the options of the device
 */
record ExampleArguments(
    Set<String> flags,
    List<String> operands,
    Optional<String> device,
    Map<String, String> deviceOptions) {

  static final String OVERWRITE = "-y";
  static final String VERBOSE = "-v";
  static final String HELP = "--help";
  static final String VERSION = "--version";

  private static final String DEVICE = "--device";
  private static final String DEVICE_OPTION = "--device-opt";
  private static final Set<String> FLAGS = Set.of(OVERWRITE, VERBOSE, "-q", HELP, VERSION);

  /** The arguments are at fault; the message says how. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Parses arguments. Options may stand anywhere; {@code --} ends them.
   *
   * @throws UsageException if they are none of the command
   */
  static ExampleArguments parse(List<String> given) throws UsageException {
    Set<String> flags = new TreeSet<>();
    List<String> operands = new ArrayList<>();
    Optional<String> device = Optional.empty();
    Map<String, String> deviceOptions = new LinkedHashMap<>();
    boolean onlyOperands = false;
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      if (onlyOperands || !word.startsWith("-") || word.equals("-")) {
        operands.add(word);
      } else if (word.equals("--")) {
        onlyOperands = true;
      } else if (FLAGS.contains(word)) {
        flags.add(word);
      } else if (name.equals(DEVICE) || name.equals(DEVICE_OPTION)) {
        if (equals < 0 && ++i == given.size()) {
          throw new UsageException("the option " + name + " lacks its value");
        }
        String value = equals < 0 ? given.get(i) : word.substring(equals + 1);
        if (name.equals(DEVICE_OPTION)) {
          addOption(value, deviceOptions);
        } else if (device.isPresent()) {
          throw new UsageException("the option " + DEVICE + " is given twice");
        } else {
          device = Optional.of(value);
        }
      } else {
        throw new UsageException("there is no option " + name);
      }
    }
    return new ExampleArguments(flags, operands, device, deviceOptions);
  }

  private static void addOption(String given, Map<String, String> options) throws UsageException {
    int equals = given.indexOf('=');
    if (equals < 1) {
      throw new UsageException(DEVICE_OPTION + " takes NAME=VALUE: " + given);
    }
    options.put(given.substring(0, equals), given.substring(equals + 1));
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }
}
