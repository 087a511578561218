package io.boxwire.itests.fuzz;

import io.boxwire.api.Boxwire;
import io.boxwire.api.CommandLine;
import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.shell.internal.PlainShell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that damages files and reads them: {@code info}, {@code frames}, {@code tree} and
 * {@code check}, then, through the API, frames, seeks and samples, from the file and as a stream.
 * Run in a virtual machine of its own, which has little memory.
 *
 * <p>Arguments: how many damages a file, or 0 to read it as it is; the first seed; a scratch file.
 * The files are named on standard input, a line each. On standard output comes a line for each
 * finding, {@code FOUND}, milliseconds, what was done, file, seed, message, separated by tabs; and
 * {@code DONE}, images, runs, the longest run in milliseconds, its name.
 */
final class MutationRun {
  /** No single run may take longer. */
  private static final long MOST_MILLIS = 2_000;

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("info", "--json"),
          List.of("frames", "--hash"),
          List.of("tree"),
          List.of("check"));

  private final Boxwire boxwire = Boxwire.load(MutationRun.class.getClassLoader());
  private final CommandLine shell = new PlainShell(boxwire);
  private final Watchdog watchdog = new Watchdog();
  private final List<List<String>> commands;
  private final Path scratch;
  private long images;
  private long runs;
  private long worst;
  private String worstRun = "";

  private MutationRun(Path scratch) {
    this.scratch = scratch;
    List<String> known = shell.commands().stream().map(c -> c.name()).toList();
    this.commands = COMMANDS.stream().filter(c -> known.contains(c.get(0))).toList();
  }

  /** Runs the program. */
  public static void main(String[] arguments) throws Exception {
    int damages = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    MutationRun run = new MutationRun(Path.of(arguments[2]));
    String files = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    run.watchdog.start();
    for (String file : files.lines().toList()) {
      byte[] original = Files.readAllBytes(Path.of(file));
      if (damages == 0) {
        run.image(original, file + "\tas it is");
      }
      for (int i = 0; i < damages; i++) {
        run.image(Mutation.of(original, seed + i), file + "\t" + (seed + i));
      }
    }
    System.out.printf("DONE\t%d\t%d\t%d\t%s%n", run.images, run.runs, run.worst, run.worstRun);
  }

  /** What this thread has worked, in nanoseconds: others that keep the machine busy don't count. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void image(byte[] image, String name) throws IOException {
    Files.write(scratch, image);
    images++;
    for (List<String> command : commands) {
      run(command.get(0), name, () -> shell(command));
    }
    int size = image.length;
    run("read", name, () -> Guard.thrownBy(() -> read(size)));
    run("stream", name, () -> Guard.thrownBy(() -> stream(size)));
  }

  /** What may not fail but with a message. */
  private interface Work {
    void run() throws Exception;
  }

  private void run(String what, String name, Work work) {
    runs++;
    watchdog.begin(what + "\t" + name);
    long start = cpuTime();
    String found = "";
    try {
      work.run();
    } catch (Exception | Error e) {
      found =
          e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
    }
    long millis = (cpuTime() - start) / 1_000_000;
    watchdog.end();
    if (millis > worst) {
      worst = millis;
      worstRun = (what + " " + name).replace('\t', ' ');
    }
    if (found.isEmpty() && millis > MOST_MILLIS) {
      found = "too slow";
    }
    if (!found.isEmpty()) {
      System.out.printf(
          "FOUND\t%d\t%s\t%s\t%s%n",
          millis, what, name, found.replace('\n', ' ').replace('\t', ' '));
    }
  }

  private void shell(List<String> command) throws InterruptedException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        shell.run(
            Stream.concat(command.stream(), Stream.of(scratch.toString())).toList(),
            CommandLine.Streams.of(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    String messages = err.toString(StandardCharsets.UTF_8);
    Guard.require(status == CommandLine.DONE || status == CommandLine.FAILED, "status " + status);
    Guard.require(!messages.contains("Exception"), messages);
  }

  private void read(int size) throws MediaException {
    DemuxTrial trial = new DemuxTrial(size);
    try (Demuxer demuxer = trial.open(new Source.File(scratch), PayloadForm.STREAM)) {
      trial.movie(demuxer);
      trial.frames(demuxer);
      trial.seeks(demuxer);
      trial.samples(demuxer);
    }
  }

  private void stream(int size) throws MediaException {
    DemuxTrial trial = new DemuxTrial(size);
    try (FileChannel file = FileChannel.open(scratch);
        Demuxer demuxer = trial.open(new Source.Stream(file), PayloadForm.LENGTH_PREFIXED)) {
      trial.movie(demuxer);
      trial.frames(demuxer);
    } catch (IOException e) {
      throw MediaException.io("reading a stream", e);
    }
  }
}
