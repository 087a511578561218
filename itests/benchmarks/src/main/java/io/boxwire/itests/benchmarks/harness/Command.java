package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A command line, its environment and the folder it runs in.
 *
 * @param words the program and its arguments
 * @param environment set besides what this process has
 * @param folder the working directory
 */
public record Command(List<String> words, Map<String, String> environment, Path folder) {
  private static final long LOOK_MILLIS = 2;
  private static final String TIMED =
      "TIMEFORMAT='%R %U %S'; exec 3>\"$1\" 4>\"$2\"; shift 2;"
          + " time \"$@\" </dev/null >&3 2>&4 3>&- 4>&-";

  /** Makes a command. */
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** The same with a further variable in its environment. */
  public Command with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Command(words, more, folder);
  }

  /** The same with further arguments. */
  public Command and(String... arguments) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(arguments));
    return new Command(more, environment, folder);
  }

  /**
   * Runs it to its end. The shell that starts it keeps the time, in milliseconds; what it writes to
   * standard output goes nowhere.
   *
   * @throws IOException if its status is not 0; the message holds what it said
   */
  public Sample timed() throws IOException, InterruptedException {
    return run(Path.of("/dev/null"));
  }

  /**
   * Runs it to its end.
   *
   * @return what it wrote to standard output
   * @throws IOException if its status is not 0; the message holds what it said
   */
  public byte[] output() throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "stdout", "");
    try {
      run(out);
      return Files.readAllBytes(out);
    } finally {
      Files.delete(out);
    }
  }

  private Sample run(Path out) throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "stderr", "");
    try {
      List<String> line =
          new ArrayList<>(List.of("bash", "-c", TIMED, "bash", out.toString(), err.toString()));
      line.addAll(words);
      ProcessBuilder builder = builder(line).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw failure(process.exitValue(), said + Files.readString(err));
      }
      String[] times = said.strip().split(" ");
      double cpu = Double.parseDouble(times[1]) + Double.parseDouble(times[2]);
      return new Sample(Double.parseDouble(times[0]), cpu);
    } finally {
      Files.delete(err);
    }
  }

  /**
   * Runs it to its end and watches its resident memory, which Linux tells of as {@code VmHWM}.
   *
   * @return the greatest, in bytes
   * @throws IOException if its status is not 0
   */
  public long peakMemory() throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "stderr", "");
    try {
      Process process =
          builder(words)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(err.toFile())
              .start();
      long peak = 0;
      do {
        peak = Math.max(peak, residentPeak(process.pid()));
      } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      if (process.exitValue() != 0) {
        throw failure(process.exitValue(), Files.readString(err));
      }
      return peak;
    } finally {
      Files.delete(err);
    }
  }

  /**
   * The most memory that a running process has had resident since it began.
   *
   * @param pid the process
   * @return bytes; 0 if it is gone
   */
  public static long residentPeak(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
      return 0;
    } catch (IOException e) {
      // It has ended meanwhile: what was seen before is all there is to see.
      return 0;
    }
  }

  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private IOException failure(int status, String said) {
    return new IOException("status " + status + " of " + String.join(" ", words) + "\n" + said);
  }
}
