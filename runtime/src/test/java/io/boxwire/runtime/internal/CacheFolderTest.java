package io.boxwire.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path parent;

  /** Makes a folder in the given parent, says where, and waits to be killed. */
  static final class Process {
    public static void main(String[] arguments) throws Exception {
      System.out.println(CacheFolder.lasting(Path.of(arguments[0])).path());
      Thread.currentThread().join();
    }
  }

  @Test
  void lasting_processBesideItWasKilled_removesItsFolderAlone() throws Exception {
    java.lang.Process living = start();
    java.lang.Process killed = start();
    Path livingFolder = folderOf(living);
    Path killedFolder = folderOf(killed);
    Files.createDirectories(killedFolder.resolve("bundle1/data"));
    CacheFolder brief = CacheFolder.brief(parent);
    try {
      killed.destroyForcibly();
      assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();

      CacheFolder.lasting(parent);

      assertThat(killedFolder).doesNotExist();
      assertThat(livingFolder).isDirectory();
      assertThat(brief.path()).isDirectory();
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void delete_withFilesInside_leavesNothing() throws Exception {
    CacheFolder folder = CacheFolder.brief(parent);
    Files.writeString(Files.createDirectory(folder.path().resolve("bundle0")).resolve("f"), "x");

    folder.delete();

    assertThat(parent).isEmptyDirectory();
  }

  private java.lang.Process start() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Process.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path folderOf(java.lang.Process process) throws IOException {
    return Path.of(process.inputReader().readLine());
  }
}
