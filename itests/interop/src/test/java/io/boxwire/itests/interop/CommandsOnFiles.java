package io.boxwire.itests.interop;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that runs each command on each file it is told of on standard input, and prints what
 * came of it: status, milliseconds, command, file and message, separated by tabs. The status is
 * {@code THROWN} where something other than a message came. Run in a virtual machine of its own,
 * which has little memory.
 */
final class CommandsOnFiles {
  private static final List<String> LAYOUTS =
      List.of("progressive", "faststart", "fragmented", "hybrid");

  /** How many commands are run on each file. */
  static final int RUNS = 7 + LAYOUTS.size();

  private CommandsOnFiles() {}

  public static void main(String[] arguments) throws Exception {
    String files = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    for (String file : files.lines().toList()) {
      run(file, "info", file);
      run(file, "info", "--json", file);
      run(file, "tree", file);
      run(file, "tree", "--json", file);
      run(file, "frames", "--hash", file);
      run(file, "demux", file, "-o", "OUT");
      run(file, "mux", "--video", file.replace(",", "\\,"), "-o", "OUT");
      for (String layout : LAYOUTS) {
        run(file, "remux", file, "OUT", "--layout", layout);
      }
    }
  }

  private static void run(String file, String... command) throws Exception {
    Path folder = Files.createTempDirectory("real");
    long start = System.nanoTime();
    String status;
    String message;
    try {
      Commands.Result result =
          Commands.run(
              Stream.of(command)
                  .map(word -> word.equals("OUT") ? folder.resolve("out").toString() : word)
                  .toArray());
      status = Integer.toString(result.status());
      // JSON tells by itself what is wrong.
      message = result.err().isEmpty() && result.status() != 0 ? result.out() : result.err();
    } catch (RuntimeException | Error e) {
      status = "THROWN";
      message = e + " at " + e.getStackTrace()[0];
    }
    System.out.printf(
        "%s\t%d\t%s\t%s\t%s%n",
        status,
        (System.nanoTime() - start) / 1_000_000,
        command[0],
        file,
        message.strip().replace('\n', ' ').replace('\t', ' '));
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
