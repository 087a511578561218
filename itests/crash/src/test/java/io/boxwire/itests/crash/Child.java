package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that runs a program of this module. */
final class Child {
  private Child() {}

  /**
   * Starts it.
   *
   * @param program has a {@code main}
   * @param options of the virtual machine
   * @param arguments of the program
   */
  static Process start(Class<?> program, List<String> options, Object... arguments)
      throws IOException {
    return start(List.of(), program, options, arguments);
  }

  /**
   * Starts it by another program.
   *
   * @param by that program and its own arguments, to which the command is added
   */
  static Process start(List<String> by, Class<?> program, List<String> options, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    // What Surefire gives the tests is longer than java.class.path says, but leads to all of it.
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
