package io.boxwire.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

/** The command at the end of Gogo's own line; that Gogo calls it is shown on the application. */
final class GogoStartTest {
  @TempDir Path directory;

  @Test
  void await_commandOfTheLine_endsIt() throws Exception {
    Path home = directory.resolve("home");
    Files.createDirectories(home.resolve("bundles"));
    Settings settings =
        new Settings(
            home, directory, home, directory, Settings.Mode.LONG, Set.of(), Set.of(), false, 0);
    EmbeddedFramework framework =
        EmbeddedFramework.create(settings, CacheFolder.brief(directory), Map.of(), System.err);
    GogoStart gogo = GogoStart.watch(framework.context());
    framework.start();

    String[] command = GogoStart.ARGUMENTS.split("; ")[1].split(":");
    Collection<ServiceReference<CountDownLatch>> found =
        framework
            .context()
            .getServiceReferences(
                CountDownLatch.class,
                "(&(osgi.command.scope=%s)(osgi.command.function=%s))"
                    .formatted((Object[]) command));
    assertThat(found).hasSize(1);
    CountDownLatch latch = framework.context().getService(found.iterator().next());
    assertThat(latch.getCount()).isOne();
    CountDownLatch.class.getMethod(command[1]).invoke(latch);
    assertThat(gogo.await()).isTrue();
    assertThat(framework.stop(10, TimeUnit.SECONDS)).isTrue();
    framework.deleteCache();
  }
}
