package io.boxwire.itests.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The C compiler and the kernel's headers, from the system, for the fake devices of {@code
 * src/test/c}. Where they are missing that is printed and the calling test is skipped; in
 * continuous integration, which installs them, that is a failure.
 */
final class Gcc {
  private static final Path SOURCES =
      Path.of(System.getProperty("boxwire.root"), "itests", "interop", "src", "test", "c");
  private static final Path FOLDER = Path.of("target", "native").toAbsolutePath();

  private Gcc() {}

  private static final class Built {
    static final Path FAKE = FOLDER.resolve("libfakev4l2.so");
    static final Path CLIENT = FOLDER.resolve("selfcheck");

    static {
      try {
        Files.createDirectories(FOLDER);
        List<Path> sources;
        try (Stream<Path> files = Files.list(SOURCES.resolve("fakev4l2"))) {
          sources = files.filter(file -> file.toString().endsWith(".c")).sorted().toList();
        }
        compile(List.of("-fPIC", "-shared", "-pthread"), sources, FAKE);
        compile(List.of(), List.of(SOURCES.resolve("selfcheck.c")), CLIENT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The library to be preloaded into a process that is to see the fake devices. */
  static Path fake() {
    requirePresent();
    return Built.FAKE;
  }

  /** The program that checks the fake devices. */
  static Path client() {
    requirePresent();
    return Built.CLIENT;
  }

  private static void compile(List<String> kind, List<Path> sources, Path out) {
    List<String> command =
        new ArrayList<>(
            List.of("gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Wshadow", "-Werror"));
    command.addAll(kind);
    sources.forEach(source -> command.add(source.toString()));
    command.addAll(List.of("-o", out.toString()));
    Ffmpeg.Output run = Ffmpeg.run(command);
    if (run.status() != 0) {
      throw new AssertionError("gcc can't build " + out + "\n" + run.err());
    }
  }

  private static void requirePresent() {
    boolean present = Files.exists(Path.of("/usr/include/linux/videodev2.h"));
    try {
      present &= Ffmpeg.run(List.of("gcc", "--version")).status() == 0;
    } catch (UncheckedIOException e) {
      present = false;
    }
    String missing = "gcc with the headers of libc6-dev and linux-libc-dev is not installed";
    if (!present && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    if (!present) {
      System.out.println("MISSING JUDGE: " + missing);
    }
    assumeTrue(present, missing);
  }
}
