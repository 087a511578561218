package io.boxwire.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A folder of plugins on a real framework, looked at by hand. */
final class PluginFolderTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path folder;
  private EmbeddedFramework framework;
  private PluginFolder plugins;

  @BeforeEach
  void startFramework() throws Exception {
    Path home = directory.resolve("home");
    TestBundle.named("shipped", "1.0.0").writeTo(home.resolve("bundles/60/shipped.jar"));
    folder = directory.resolve("plugins");
    Settings settings =
        new Settings(
            home, folder, home, directory, Settings.Mode.LONG, Set.of(), Set.of(), false, 0);
    framework =
        EmbeddedFramework.create(
            settings,
            CacheFolder.brief(directory),
            Map.of(),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    plugins = new PluginFolder(folder, new PluginBundles(framework.context()));
    framework.start();
  }

  @AfterEach
  void stopFramework() throws Exception {
    assertThat(framework.stop(10, TimeUnit.SECONDS)).isTrue();
    framework.deleteCache();
  }

  @Test
  void poll_folderMissing_changesNothing() {
    plugins.installPresent();
    plugins.poll();
    assertThat(active()).containsExactly("shipped 1.0.0");
  }

  @Test
  void installPresent_jarLiesThere_isStarted() throws Exception {
    TestBundle.named("extra", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.installPresent();
    assertThat(active()).containsExactlyInAnyOrder("shipped 1.0.0", "extra 1.0.0");
  }

  @Test
  void poll_jarAppears_isStartedOnceItHasSettled() throws Exception {
    TestBundle.named("extra", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.poll();
    assertThat(active()).containsExactly("shipped 1.0.0");
    plugins.poll();
    assertThat(active()).containsExactlyInAnyOrder("shipped 1.0.0", "extra 1.0.0");
  }

  @Test
  void poll_jarReplaced_isUpdated() throws Exception {
    TestBundle.named("extra", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.installPresent();
    TestBundle.named("extra", "2.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.poll();
    plugins.poll();
    assertThat(active()).containsExactlyInAnyOrder("shipped 1.0.0", "extra 2.0.0");
  }

  @Test
  void poll_jarReplacedByAnotherBundle_takesTheFormerAway() throws Exception {
    TestBundle.named("extra", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.installPresent();
    TestBundle.named("other", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.poll();
    plugins.poll();
    assertThat(active()).containsExactlyInAnyOrder("shipped 1.0.0", "other 1.0.0");
  }

  @Test
  void poll_jarRemoved_isUninstalled() throws Exception {
    Path jar = TestBundle.named("extra", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.installPresent();
    Files.delete(jar);
    plugins.poll();
    assertThat(active()).containsExactly("shipped 1.0.0");
  }

  @Test
  void poll_jarNamedAsAShippedBundle_takesItsPlaceUntilRemoved() throws Exception {
    Path jar = TestBundle.named("shipped", "1.5.0").writeTo(folder.resolve("newer.jar"));
    plugins.installPresent();
    assertThat(active()).containsExactly("shipped 1.5.0");
    Files.delete(jar);
    plugins.poll();
    assertThat(active()).containsExactly("shipped 1.0.0");
  }

  @Test
  void poll_jarBroken_isRefusedAndTheFormerStays() throws Exception {
    Path jar = TestBundle.named("extra", "1.0.0").writeTo(folder.resolve("extra.jar"));
    plugins.installPresent();
    Files.writeString(jar, "not a jar");
    plugins.poll();
    plugins.poll();
    assertThat(active()).containsExactlyInAnyOrder("shipped 1.0.0", "extra 1.0.0");
    Files.delete(jar);
    plugins.poll();
    assertThat(active()).containsExactly("shipped 1.0.0");
  }

  @Test
  void poll_whatAPluginLacksComesLater_isStartedThen() throws Exception {
    TestBundle.named("needy", "1.0.0")
        .header("Import-Package", "offered")
        .writeTo(folder.resolve("a.jar"));
    plugins.installPresent();
    assertThat(active()).containsExactly("shipped 1.0.0");
    TestBundle.named("giver", "1.0.0")
        .header("Export-Package", "offered")
        .writeTo(folder.resolve("b.jar"));
    plugins.poll();
    plugins.poll();
    assertThat(active()).containsExactlyInAnyOrder("shipped 1.0.0", "needy 1.0.0", "giver 1.0.0");
  }

  private List<String> active() {
    return Arrays.stream(framework.context().getBundles())
        .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
        .toList();
  }
}
