package io.boxwire.device.k230.internal.example;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.internal.example.ExampleArguments.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The command {@code k230-example}. */
final class ExampleCommand implements CommandExtension {
  static final String NAME = "k230-example";

  private static final String SUMMARY = "runs one of the example programs of the K230 MP4 manual";

  private static final String HELP =
      """
      usage: k230-example 1 OUT | 2 OUT | 3 IN [options]

      %s

        1  records 200 video frames (H.265) and their sound (mu-law) with Mp4Container
        2  records an IDR frame and the 200 after it (H.264, fragmented MP4) with kd_mp4_* calls
        3  takes the streams out of a file with kd_mp4_* calls, video at its times

      options:
        --device ID         the capture device; plugins lists them
        --device-opt K=V    an option of the device; may be given several times
        -y                  replace an output that exists
        -q                  say nothing but errors
        -v                  say more; with an error, where it came from
        --help              show this text
        --version           show the version
      """
          .formatted(SUMMARY);

  private final K230 k230;
  private final Supplier<List<CaptureDevice>> devices;
  private final Supplier<String> defaultDevice;
  private final String version;

  /**
   * Makes the command.
   *
   * @param k230 the module that the programs use
   * @param devices gives the capture devices present now, best first
   * @param defaultDevice gives the {@code device.id} to use where none is given
   * @param version of the bundle
   */
  ExampleCommand(
      K230 k230,
      Supplier<List<CaptureDevice>> devices,
      Supplier<String> defaultDevice,
      String version) {
    this.k230 = k230;
    this.devices = devices;
    this.defaultDevice = defaultDevice;
    this.version = version;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return SUMMARY;
  }

  @Override
  public int run(List<String> given, Streams streams) throws InterruptedException {
    try {
      ExampleArguments arguments = ExampleArguments.parse(given);
      if (arguments.has(ExampleArguments.HELP)) {
        return show(HELP, streams);
      }
      if (arguments.has(ExampleArguments.VERSION)) {
        return show("boxwire " + version + "\n", streams);
      }
      return run(arguments, streams);
    } catch (UsageException e) {
      streams
          .err()
          .println("boxwire: " + NAME + ": " + e.getMessage() + "; --help says what there is");
      return CommandLine.WRONG_USAGE;
    }
  }

  private static int show(String text, Streams streams) {
    try {
      streams.out().write(text.getBytes(StandardCharsets.UTF_8));
      streams.out().flush();
      return CommandLine.DONE;
    } catch (IOException e) {
      streams.err().println("boxwire: standard output: " + e.getMessage());
      return CommandLine.FAILED;
    }
  }

  private int run(ExampleArguments arguments, Streams streams)
      throws UsageException, InterruptedException {
    if (arguments.operands().size() != 2) {
      throw new UsageException("the number of an example and a file are needed");
    }
    Console console =
        new Console(
            streams,
            arguments.has(ExampleArguments.VERBOSE)
                ? Console.Detail.TRACE
                : Console.Detail.MESSAGE);
    String number = arguments.operands().get(0);
    Path file = file(arguments.operands().get(1), streams);
    Console.Step program;
    switch (number) {
      case "1", "2" -> {
        Camera camera = camera(arguments);
        checkOutput(file, arguments);
        program =
            () -> {
              Files.deleteIfExists(file);
              if (number.equals("1")) {
                new Example1(k230, camera, console).canmvMp4MuxerTest(file.toString());
              } else {
                new Example2(k230, camera, console)
                    .run(file.toString(), Venc.PayloadType.K_PT_H264);
              }
            };
      }
      case "3" -> program = () -> new Example3(k230, console).run(file.toString());
      default -> throw new UsageException("there is no example " + number);
    }
    console.attempt(program);
    streams.err().flush();
    return status(console);
  }

  private static int status(Console console) throws InterruptedException {
    if (console.failure().isEmpty()) {
      return CommandLine.DONE;
    }
    Exception failure = console.failure().get();
    if (failure instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return failure instanceof MediaException media && media.code() == Code.BAD_REQUEST
        ? CommandLine.WRONG_USAGE
        : CommandLine.FAILED;
  }

  private static Path file(String name, Streams streams) throws UsageException {
    if (name.isEmpty() || name.equals("-")) {
      throw new UsageException("the examples work on files that have a name");
    }
    try {
      return streams.workingDirectory().resolve(name);
    } catch (InvalidPathException e) {
      throw new UsageException("not a file name: " + e.getMessage());
    }
  }

  private Camera camera(ExampleArguments arguments) throws UsageException {
    String id = arguments.device().orElseGet(defaultDevice);
    CaptureDevice device =
        devices.get().stream()
            .filter(d -> d.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no capture device " + id + " (plugins lists them)"));
    return new Camera(device, arguments.deviceOptions());
  }

  /** Says what is wrong with an output while the old one is still there. */
  private static void checkOutput(Path file, ExampleArguments arguments) throws UsageException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder + " for the output");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UsageException("the output is not a file: " + file);
    }
    if (Files.exists(file) && !arguments.has(ExampleArguments.OVERWRITE)) {
      throw new UsageException("the output exists: " + file + " (-y replaces it)");
    }
  }
}
