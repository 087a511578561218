package io.boxwire.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package that changed since its release has the version that the change asks for. */
final class BaselineTest {
  private static final String REMOVED = "io/boxwire/api/MuxerFactory.class";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.boxwire.api",
        "io.boxwire.bitstream",
        "io.boxwire.box",
        "io.boxwire.device.k230"
      })
  void builtBundle_againstItsNewestRelease_hasTheVersionsItsChangesAskFor(String bundle)
      throws Exception {
    Optional<Path> release = Releases.newest(bundle);
    assumeTrue(release.isPresent(), bundle + " is not released yet");
    try (Jar newer = new Jar(Releases.built(bundle).toFile());
        Jar older = new Jar(release.get().toFile())) {
      assertThat(mismatches(newer, older)).isEmpty();
    }
  }

  @Test
  void baseline_typeRemoved_asksForTheNextMajorVersion() throws Exception {
    try (Jar newer = api();
        Jar older = api()) {
      newer.remove(REMOVED);
      assertThat(mismatches(newer, older)).containsOnly(Map.entry("io.boxwire.api", 2));
    }
  }

  @Test
  void baseline_typeAdded_asksForTheNextMinorVersion() throws Exception {
    try (Jar newer = api();
        Jar older = api()) {
      older.remove(REMOVED);
      assertThat(mismatches(newer, older)).containsOnlyKeys("io.boxwire.api");
    }
  }

  @Test
  void baseline_nothingChanged_asksForNothing() throws Exception {
    try (Jar newer = api();
        Jar older = api()) {
      assertThat(mismatches(newer, older)).isEmpty();
    }
  }

  private static Jar api() throws Exception {
    return new Jar(Releases.built("io.boxwire.api").toFile());
  }

  /** The packages whose version is too low, and the major version they should have. */
  private static SortedMap<String, Integer> mismatches(Jar newer, Jar older) throws Exception {
    SortedMap<String, Integer> found = new TreeMap<>();
    try (Processor processor = new Processor()) {
      Baseline baseline = new Baseline(processor, new DiffPluginImpl());
      for (Info info : baseline.baseline(newer, older, new Instructions())) {
        if (info.mismatch) {
          found.put(info.packageName, info.suggestedVersion.getMajor());
        }
      }
    }
    return found;
  }
}
