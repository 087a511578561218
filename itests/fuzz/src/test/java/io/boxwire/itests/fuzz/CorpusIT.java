package io.boxwire.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that is checked in, seeds and former findings, as an ordinary test. */
class CorpusIT {
  private static final long MOST_BYTES = 2_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Map<Targets, Integer> RUNS = new TreeMap<>();

  @AfterAll
  static void tell() {
    System.out.println("Corpus inputs run: " + RUNS);
  }

  static Stream<Arguments> inputs() throws IOException {
    Stream<Arguments> all = Stream.empty();
    for (Targets target : Targets.values()) {
      all = Stream.concat(all, target.corpus().stream().map(file -> Arguments.of(target, file)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("inputs")
  @Timeout(60)
  void run_input_keepsToTheInvariants(Targets target, Path input) throws Exception {
    byte[] data = Files.readAllBytes(input);
    long start = System.nanoTime();
    target.run(data);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    RUNS.merge(target, 1, Integer::sum);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void run_emptyInput_keepsToTheInvariants(Targets target) {
    assertThatCode(() -> target.run(new byte[0])).doesNotThrowAnyException();
  }

  static Stream<Targets> targets() {
    return Stream.of(Targets.values());
  }

  @Test
  void corpus_asAWhole_isSmall() throws IOException {
    Set<Path> files = new TreeSet<>();
    for (Targets target : Targets.values()) {
      assertThat(target.corpus()).as(target.name()).isNotEmpty();
      files.addAll(target.corpus());
    }
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }
}
