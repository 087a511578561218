package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs a program of this module. */
final class Child {
  private static final Duration LONGEST = Duration.ofMinutes(Trial.count(4, 60));

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

  /**
   * Waits until it ends, and ends it if that takes longer than any of them may take.
   *
   * @return its exit status
   */
  static int await(Process child) throws InterruptedException {
    try {
      if (!child.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "still at work after " + LONGEST + ": " + child.info().commandLine().orElse("?"));
      }
      return child.exitValue();
    } finally {
      child.destroyForcibly();
    }
  }
}
