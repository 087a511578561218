package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where real files differ from what a test asks for, and why: {@code real-files.tsv}, with the
 * columns check (as {@code remux *} for every layout), path, track ({@code *} for any, 0 for the
 * file as a whole) and reason. An exception that is not needed fails its test.
 */
final class KnownExceptions {
  private record Entry(String check, String path, String track, String reason) {
    boolean isFor(String wanted, String file) {
      boolean same =
          check.endsWith("*")
              ? wanted.startsWith(check.substring(0, check.length() - 1))
              : wanted.equals(check);
      return same && path.equals(file);
    }
  }

  private final List<Entry> entries;

  private KnownExceptions(List<Entry> entries) {
    this.entries = entries;
  }

  static KnownExceptions load() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                KnownExceptions.class.getResourceAsStream("real-files.tsv"),
                StandardCharsets.UTF_8))) {
      return new KnownExceptions(
          in.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split("\t"))
              .map(c -> new Entry(c[0], c[1], c[2], c[3]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return entries.size();
  }

  /** What a check finds of one file; judged at its end. */
  final class Findings {
    private final String check;
    private final String path;
    private final List<String> unexpected = new ArrayList<>();
    private final List<Entry> needed = new ArrayList<>();

    private Findings(String check, String path) {
      this.check = check;
      this.path = path;
    }

    /** Adds differences of a track. */
    void add(int track, String about, List<String> differences) {
      Optional<Entry> known =
          entries.stream()
              .filter(e -> e.isFor(check, path))
              .filter(e -> e.track.equals("*") || e.track.equals(Integer.toString(track)))
              .findFirst();
      if (known.isEmpty()) {
        differences.forEach(d -> unexpected.add("track " + track + " " + about + ": " + d));
      } else if (!differences.isEmpty()) {
        needed.add(known.get());
      }
    }

    /** Fails if there is a difference without a reason, or a reason without a difference. */
    void judge() {
      assertThat(unexpected).as("%s of %s", check, path).isEmpty();
      assertThat(entries)
          .as("no exception any more")
          .filteredOn(e -> e.isFor(check, path))
          .allMatch(needed::contains);
    }
  }

  /** Begins a check of a file. */
  Findings findings(String check, String path) {
    return new Findings(check, path);
  }
}
