package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of 16 MB, mounted. Takes root. */
final class SmallFileSystem implements AutoCloseable {
  private static final long BYTES = 16 << 20;

  /** Which one. */
  enum Kind {
    /** In memory. */
    TMPFS,
    /** On a loop device. */
    EXT4
  }

  private final Path folder;

  private SmallFileSystem(Path folder) {
    this.folder = folder;
  }

  /** Where it is. */
  Path folder() {
    return folder;
  }

  /** Whether this user may mount at all. */
  static boolean allowed() {
    return System.getProperty("user.name").equals("root");
  }

  /**
   * Makes and mounts one.
   *
   * @param under where its mount point and image go
   * @throws IOException if that can't be done, with what was said
   */
  static SmallFileSystem mount(Kind kind, Path under) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(under.resolve("disk-" + kind));
    switch (kind) {
      case TMPFS -> run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "boxwire", folder);
      case EXT4 -> {
        Path image = under.resolve("disk.ext4");
        Files.write(image, new byte[(int) BYTES]);
        run("mkfs.ext4", "-q", "-F", image);
        run("mount", "-o", "loop", image, folder);
      }
    }
    return new SmallFileSystem(folder);
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + folder + " is unmounted", e);
    }
  }

  /** Mounts again what somebody has unmounted. */
  void mountAgain() throws IOException, InterruptedException {
    run("mount", "-o", "loop", folder.resolveSibling("disk.ext4"), folder);
  }

  /**
   * Runs a program of the system.
   *
   * @throws IOException if it fails, with what it said
   */
  static void run(Object... command) throws IOException, InterruptedException {
    List<String> words = Arrays.stream(command).map(Object::toString).toList();
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", words) + ": " + said.strip());
    }
  }
}
