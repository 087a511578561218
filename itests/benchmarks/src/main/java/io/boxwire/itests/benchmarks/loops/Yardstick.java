package io.boxwire.itests.benchmarks.loops;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Programs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fast the C library searches, by a small program that gcc compiles. */
final class Yardstick {
  private static final String SOURCE = "yardstick.c";

  private Yardstick() {}

  /**
   * Compiles and runs it.
   *
   * @return bytes a second of each round, by the name of the loop
   * @throws IOException if there is no gcc, or it fails
   */
  static Map<String, List<Double>> measure(Bench bench) throws IOException, InterruptedException {
    Path source = bench.folder().resolve("out." + SOURCE);
    try (InputStream in = Yardstick.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(SOURCE);
      }
      Files.copy(in, source);
    }
    byte[] media = new byte[StartCodeBenchmark.BYTES];
    StartCodeBenchmark.media().get(media);
    Programs programs = bench.programs();
    Path program = bench.folder().resolve("out.yardstick");
    Path stream = Files.write(bench.folder().resolve("out.stream"), media);
    Path plain =
        Files.write(bench.folder().resolve("out.plain"), StartCodeBenchmark.withoutOnes(media));
    programs.program("gcc", "-O2", "-o", program.toString(), source.toString()).timed();
    byte[] said =
        programs
            .program(
                program.toString(),
                stream.toString(),
                plain.toString(),
                "" + bench.options().pairs())
            .output();
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    for (String line : new String(said, StandardCharsets.US_ASCII).lines().toList()) {
      String[] words = line.split(" ");
      speeds.computeIfAbsent(words[0], name -> new ArrayList<>()).add(Double.parseDouble(words[1]));
    }
    return speeds;
  }
}
