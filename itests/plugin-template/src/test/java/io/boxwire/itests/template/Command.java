package io.boxwire.itests.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process, run to its end: what it said, and how it ended. */
record Command(int status, String output) {
  private static final long TIMEOUT_MINUTES = 5;

  static Command run(Path folder, List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".txt");
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
          throw new AssertionError("no end of " + line + "\n" + Files.readString(output));
        }
      } finally {
        process.destroyForcibly();
      }
      return new Command(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** Runs a process that must succeed, and gives what it said. */
  static String succeed(Path folder, List<String> line) throws IOException, InterruptedException {
    Command command = run(folder, line);
    if (command.status != 0) {
      throw new AssertionError("status " + command.status + " of " + line + "\n" + command.output);
    }
    return command.output;
  }
}
