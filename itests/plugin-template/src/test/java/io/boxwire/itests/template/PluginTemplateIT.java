package io.boxwire.itests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one command makes a plugin of the template, Maven builds it and runs the kit on it, and its
 * bundle, dropped into the folder of plugins, gives the commands a codec that they did not have.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PluginTemplateIT {
  private static final Path ROOT = Path.of(System.getProperty("boxwire.root"));
  private static final Path APPLICATION = ROOT.resolve("runtime/target/boxwire");
  private static final String VERSION = System.getProperty("boxwire.version");
  private static final String ARTIFACT = "org.acme.codec.tone";
  private static final int KIT = 40;

  @TempDir static Path folder;

  private Path project;
  private Path jar;

  @BeforeAll
  void makeAndBuild() throws IOException, InterruptedException {
    project = folder.resolve("tone");
    Path template = ROOT.resolve("itests/plugin-template/template");
    Command.succeed(
        ROOT,
        List.of(
            java(),
            "itests/plugin-template/NewPlugin.java",
            ARTIFACT,
            project.toString(),
            template.toString()));
    Path repository = folder.resolve("repository");
    LocalRepository.make(
        ROOT, VERSION, Path.of(System.getProperty("boxwire.repository")), repository);
    Command.succeed(
        project,
        List.of(
            System.getProperty("boxwire.maven") + "/bin/mvn",
            "-o",
            "-B",
            "-Dmaven.repo.local=" + repository,
            "verify"));
    jar = project.resolve("target/" + ARTIFACT + "-1.0.0-SNAPSHOT.jar");
  }

  @Test
  void newPlugin_sources_haveTheNewNamesAlone() throws IOException {
    for (Path file : files(project)) {
      String name = project.relativize(file).toString();
      if (!name.startsWith("target")) {
        assertThat(name).doesNotContainIgnoringCase("pcm16").doesNotContain("example");
        assertThat(Files.readString(file))
            .doesNotContainIgnoringCase("pcm16")
            .doesNotContain("com.example");
      }
    }
    assertThat(project.resolve("src/main/java/org/acme/codec/tone/ToneCodec.java")).isRegularFile();
  }

  @Test
  void newPlugin_built_hasPassedTheWholeKit() throws IOException {
    Path reports = project.resolve("target/surefire-reports");
    assertThat(reports.resolve("TEST-" + ARTIFACT + ".ToneTckTest.xml"))
        .content()
        // Those on a change in the stream: linear sound has none.
        .contains("tests=\"" + KIT + "\" errors=\"0\" skipped=\"2\" failures=\"0\"");
  }

  @Test
  void newPlugin_bundle_declaresItsCodecAndImportsTheApiAlone() throws IOException {
    try (JarFile bundle = new JarFile(jar.toFile())) {
      var headers = bundle.getManifest().getMainAttributes();
      assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo(ARTIFACT);
      assertThat(headers.getValue("Provide-Capability")).contains("codec:List<String>=tone");
      assertThat(headers.getValue("Import-Package").replaceAll("java\\.[a-z.]+,?", ""))
          .matches("(io\\.boxwire\\.api(\\.codec)?;version=\"[^\"]+\",?)+");
      assertThat(headers.getValue("Export-Package")).isNull();
    }
  }

  @Test
  void newPlugin_inTheFolderOfPlugins_isUsedByTheCommands()
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    byte[] tone = tone();
    Files.write(work.resolve("in.raw"), tone);
    List<String> mux =
        List.of("mux", "-o", "out.mp4", "--audio", "in.raw,codec=tone,rate=8000,channels=2");

    Command without = Command.run(work, boxwire(plugins, mux));
    assertThat(without.status()).isNotZero();
    assertThat(without.output()).contains("tone");

    Files.copy(jar, plugins.resolve(jar.getFileName()));
    assertThat(Command.succeed(work, boxwire(plugins, List.of("plugins"))))
        .contains("tone")
        .contains(ARTIFACT);
    Command.succeed(work, boxwire(plugins, mux));
    assertThat(Command.succeed(work, boxwire(plugins, List.of("info", "out.mp4"))))
        .contains("ipcm");
    Command.succeed(
        work, boxwire(plugins, List.of("demux", "out.mp4", "--track", "1", "-o", "back.raw")));
    assertThat(Files.readAllBytes(work.resolve("back.raw"))).isEqualTo(tone);
  }

  @Test
  void newPlugin_folderThatExists_isRefused() throws IOException, InterruptedException {
    Command again =
        Command.run(
            ROOT,
            List.of(java(), "itests/plugin-template/NewPlugin.java", ARTIFACT, project.toString()));
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.output()).contains("exists");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] tone() {
    ByteBuffer tone = ByteBuffer.allocate(32_000);
    for (int i = 0; tone.hasRemaining(); i++) {
      tone.putShort((short) (i * 37));
    }
    return tone.array();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A command of the launcher, as the script starts it. */
  private static List<String> boxwire(Path plugins, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(java(), "-Dboxwire.home=" + APPLICATION));
    line.add("-Dboxwire.plugins=" + plugins);
    line.add("-Dboxwire.mode=short");
    line.add("-cp");
    try (Stream<Path> jars = Files.list(APPLICATION.resolve("lib"))) {
      line.add(jars.map(Path::toString).sorted().collect(Collectors.joining(":")));
    }
    line.add("io.boxwire.runtime.internal.Launcher");
    line.addAll(arguments);
    return line;
  }
}
