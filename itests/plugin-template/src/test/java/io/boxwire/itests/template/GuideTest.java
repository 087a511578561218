package io.boxwire.itests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide for plugin authors shows is what is compiled and tested, word for word. */
final class GuideTest {
  private static final Path ROOT = Path.of(System.getProperty("boxwire.root"));
  private static final Path GUIDE = ROOT.resolve("bundles/api/README.md");
  private static final Path MODULE = ROOT.resolve("itests/plugin-template");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|xml|sh)\n(.*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @Test
  void snippets_ofJavaAndXml_areInTheSources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path folder : List.of(MODULE.resolve("template"), MODULE.resolve("src"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(GuideTest::isSource).toList()) {
          sources.add(squeezed(Files.readString(file)));
        }
      }
    }
    List<String> snippets = blocks("java");
    snippets.addAll(blocks("xml"));
    assertThat(snippets).hasSizeGreaterThan(5);
    for (String snippet : snippets) {
      assertThat(sources)
          .as("no source has this:%n%s", snippet)
          .anyMatch(source -> source.contains(squeezed(snippet)));
    }
  }

  /** The one command, and the commands that the template's own README tells. */
  @Test
  void commands_areThoseThatAreTested() throws IOException {
    String shell = String.join("", blocks("sh"));
    String maker = Files.readString(MODULE.resolve("NewPlugin.java"));
    assertThat(shell)
        .contains("java itests/plugin-template/NewPlugin.java org.acme.codec.speex ../speex");
    assertThat(maker)
        .contains("java itests/plugin-template/NewPlugin.java org.acme.codec.speex ../speex");
  }

  @Test
  void links_leadSomewhere() throws IOException {
    Matcher link = LINK.matcher(Files.readString(GUIDE));
    int count = 0;
    while (link.find()) {
      assertThat(GUIDE.resolveSibling(link.group(1))).as(link.group(1)).exists();
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") || file.toString().endsWith("pom.xml");
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(GUIDE));
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  /** Without indentation, which a snippet leaves out. */
  private static String squeezed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
