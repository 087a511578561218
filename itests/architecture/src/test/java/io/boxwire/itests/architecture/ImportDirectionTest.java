package io.boxwire.itests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compile-time imports point down only. */
final class ImportDirectionTest {
  private static final String[] EXPORTED = {
    "io.boxwire.api..", "io.boxwire.bitstream..", "io.boxwire.box.."
  };

  /** What every bundle may import. */
  private static final String[] COMMON = {"java..", "io.boxwire..", "org.osgi..", "org.slf4j.."};

  private static final String SYSTEM_CALLS = "io.boxwire.device.k230.internal.v4l2.JnaLinuxCalls";
  private static final String SOUND = "io.boxwire.device.k230.internal.v4l2.JavaSoundLine";
  private static final String HEALTH = "io.boxwire.health..";
  private static final String MONITOR = "io.boxwire.monitor..";
  private static final String METERS = "io\\.boxwire\\.monitor\\.internal\\.Meters(\\$.*)?";

  /** What the kit for plugin authors uses: tests, and descriptors, which are XML. */
  private static final String TCK = "io.boxwire.tck..";

  private static final String[] TCK_IMPORTS = {
    "org.junit.jupiter.api..", "javax.management..", "javax.xml..", "org.w3c.dom..", "org.xml.sax.."
  };

  private static final String KARAF_FACE = "io.boxwire.shell.karaf..";

  /** What each bundle may know of the others. */
  private static final Map<String, List<String>> KNOWS = new LinkedHashMap<>();

  static {
    KNOWS.put("api", List.of());
    KNOWS.put("bitstream", List.of("api"));
    KNOWS.put("box", List.of("api"));
    KNOWS.put("codec.aac", List.of("api"));
    KNOWS.put("codec.opus", List.of("api"));
    KNOWS.put("codec.g711", List.of("api", "bitstream"));
    KNOWS.put("codec.h264", List.of("api", "bitstream"));
    KNOWS.put("codec.h265", List.of("api", "bitstream"));
    KNOWS.put("muxer", List.of("api", "box"));
    KNOWS.put("demuxer", List.of("api", "box"));
    KNOWS.put("repair", List.of("api", "bitstream", "box"));
    KNOWS.put("recorder", List.of("api"));
    KNOWS.put("device.k230", List.of("api", "bitstream"));
    KNOWS.put("shell", List.of("api", "box"));
    KNOWS.put("shell.karaf", List.of("api"));
    KNOWS.put("health", List.of("api"));
    KNOWS.put("monitor", List.of("api"));
    KNOWS.put("tck", List.of("api"));
  }

  private static JavaClasses bundles;

  @BeforeAll
  static void importBundles() {
    bundles = Bundles.classes();
  }

  @Test
  void bundles_imports_pointDown() {
    architecture().check(bundles);
  }

  /** Shows that the rule above sees what it is meant to see. */
  @Test
  void bundles_imports_areSeen() {
    assertThat(bundles.get("io.boxwire.box.BoxReader").getDirectDependenciesFromSelf())
        .anyMatch(d -> d.getTargetClass().getName().equals("io.boxwire.api.MediaException"));
  }

  @Test
  void apiBitstreamAndBox_imports_areOfTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage(EXPORTED)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.boxwire..", "org.osgi.annotation..")
        .check(bundles);
  }

  @Test
  void allBundles_imports_areOfJdkOsgiAndSlf4j() {
    classes()
        .that()
        .resideOutsideOfPackage(KARAF_FACE)
        .and()
        .doNotHaveFullyQualifiedName(SYSTEM_CALLS)
        .and()
        .doNotHaveFullyQualifiedName(SOUND)
        .and()
        .resideOutsideOfPackages(TCK, HEALTH, MONITOR)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(COMMON)
        .check(bundles);
  }

  @Test
  void health_imports_areOfHealthChecksToo() {
    classes()
        .that()
        .resideInAPackage(HEALTH)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(COMMON, "org.apache.felix.hc.."))
        .check(bundles);
  }

  @Test
  void monitor_imports_areOfTheJdksManagementToo() {
    classes()
        .that()
        .resideInAPackage(MONITOR)
        .and()
        .haveNameNotMatching(METERS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(COMMON, "javax.management.."))
        .check(bundles);
  }

  /** The face in Karaf's shell knows that shell, and no other part of Karaf. */
  @Test
  void karafFace_imports_areOfKarafsShellAsWell() {
    classes()
        .that()
        .resideInAPackage(KARAF_FACE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            and(
                COMMON,
                "org.apache.karaf.shell.api.console",
                "org.apache.karaf.shell.support",
                "org.apache.felix.service.command"))
        .check(bundles);
  }

  /** What may be absent at run time is known to one class each, which nobody loads before. */
  @Test
  void optionalImports_areOfOneClassEach() {
    classes()
        .that()
        .haveFullyQualifiedName(SYSTEM_CALLS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(COMMON, "com.sun.jna.."))
        .check(bundles);
    classes()
        .that()
        .haveFullyQualifiedName(SOUND)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(COMMON, "javax.sound.sampled.."))
        .check(bundles);
    classes()
        .that()
        .haveNameMatching(METERS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(COMMON, "io.micrometer.core.instrument"))
        .check(bundles);
  }

  @Test
  void tck_imports_areOfTheApiAndJUnit() {
    classes()
        .that()
        .resideInAPackage(TCK)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(COMMON, TCK_IMPORTS))
        .check(bundles);
  }

  private static String[] and(String[] packages, String... further) {
    return Stream.concat(Arrays.stream(packages), Arrays.stream(further)).toArray(String[]::new);
  }

  /** A bundle that the map above does not name would be free to import what it likes. */
  @Test
  void allBundles_belongToTheRule() {
    classes().should().resideInAnyPackage(layers()).check(bundles);
  }

  @Test
  void packages_notExported_areCalledInternal() {
    classes()
        .that()
        .resideOutsideOfPackages(EXPORTED)
        .and()
        .resideOutsideOfPackages("io.boxwire.device.k230", "io.boxwire.tck")
        .should()
        .resideInAPackage("..internal..")
        .check(bundles);
  }

  /** One bundle has several packages that are not exported; they point down as well. */
  @Test
  void packages_ofTheK230Bundle_areFreeOfCycles() {
    slices().matching("io.boxwire.device.k230.(**)").should().beFreeOfCycles().check(bundles);
  }

  private static LayeredArchitecture architecture() {
    LayeredArchitecture rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String bundle : KNOWS.keySet()) {
      rule = rule.layer(bundle).definedBy(packagesOf(bundle));
    }
    for (Map.Entry<String, List<String>> entry : KNOWS.entrySet()) {
      var layer = rule.whereLayer(entry.getKey());
      rule =
          entry.getValue().isEmpty()
              ? layer.mayNotAccessAnyLayer()
              : layer.mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
    }
    return rule;
  }

  private static String[] layers() {
    return KNOWS.keySet().stream().map(ImportDirectionTest::packagesOf).toArray(String[]::new);
  }

  private static String packagesOf(String bundle) {
    // The packages of shell.karaf begin like those of shell.
    return "io.boxwire." + bundle + (bundle.equals("shell") ? ".internal.." : "..");
  }
}
