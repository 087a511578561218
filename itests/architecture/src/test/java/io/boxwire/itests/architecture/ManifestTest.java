package io.boxwire.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Constants;

/** What the manifests of our bundles may and may not say. */
final class ManifestTest {
  /** What each bundle exports; a bundle that is not named here exports nothing. */
  private static final Map<String, List<String>> EXPORTS =
      Map.of(
          "io.boxwire.api",
          List.of("io.boxwire.api", "io.boxwire.api.capture", "io.boxwire.api.codec"),
          "io.boxwire.bitstream",
          List.of("io.boxwire.bitstream"),
          "io.boxwire.box",
          List.of("io.boxwire.box"),
          "io.boxwire.device.k230",
          List.of("io.boxwire.device.k230"),
          "io.boxwire.tck",
          List.of("io.boxwire.tck"));

  private static final Pattern PACKAGE = Pattern.compile("(?:^|,)([a-z0-9.]+)(?=;|,|$)");

  @Test
  void ours_classPath_holdsEveryBundle() throws IOException {
    assertThat(Manifests.ours().keySet())
        .containsExactly(
            "io.boxwire.api",
            "io.boxwire.bitstream",
            "io.boxwire.box",
            "io.boxwire.codec.aac",
            "io.boxwire.codec.g711",
            "io.boxwire.codec.h264",
            "io.boxwire.codec.h265",
            "io.boxwire.codec.opus",
            "io.boxwire.demuxer",
            "io.boxwire.device.k230",
            "io.boxwire.health",
            "io.boxwire.monitor",
            "io.boxwire.muxer",
            "io.boxwire.recorder",
            "io.boxwire.repair",
            "io.boxwire.shell",
            "io.boxwire.shell.karaf",
            "io.boxwire.tck");
  }

  /** A bundle that requires the service loader extender does not resolve on a stock Felix. */
  @TestFactory
  Stream<DynamicTest> manifest_serviceLoader_isNotMentioned() throws IOException {
    return each(
        headers -> assertThat(headers.values()).noneMatch(v -> mentions(v, "osgi.serviceloader")));
  }

  @TestFactory
  Stream<DynamicTest> manifest_exports_areTheAgreedPackagesWithAVersion() throws IOException {
    return each(
        headers -> {
          String exports = headers.getValue(Constants.EXPORT_PACKAGE);
          String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
          assertThat(packages(exports == null ? "" : exports))
              .containsExactlyElementsOf(EXPORTS.getOrDefault(name, List.of()));
        });
  }

  @TestFactory
  Stream<DynamicTest> manifest_imports_haveARangeOutsideTheJdk() throws IOException {
    return each(
        headers -> {
          String imports = headers.getValue(Constants.IMPORT_PACKAGE);
          for (String clause : clauses(imports == null ? "" : imports)) {
            assertThat(clause)
                .matches("javax?\\..*|org\\.(w3c\\.dom|xml\\.sax)|.*;version=\"\\[.*\\)\".*");
          }
        });
  }

  private static Stream<DynamicTest> each(
      org.assertj.core.api.ThrowingConsumer<Attributes> condition) throws IOException {
    return Manifests.ours().entrySet().stream()
        .map(
            bundle ->
                DynamicTest.dynamicTest(
                    bundle.getKey(), () -> condition.acceptThrows(bundle.getValue())));
  }

  private static boolean mentions(Object value, String text) {
    return value.toString().contains(text);
  }

  private static TreeSet<String> packages(String header) {
    TreeSet<String> names = new TreeSet<>();
    for (String clause : clauses(header)) {
      var matcher = PACKAGE.matcher(clause);
      assertThat(matcher.find()).as(clause).isTrue();
      names.add(matcher.group(1));
      assertThat(clause).contains("version=");
    }
    return names;
  }

  /** Splits a header at the commas outside quotes. */
  private static List<String> clauses(String header) {
    return header.isEmpty()
        ? List.of()
        : List.of(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
  }
}
