package io.boxwire.runtime.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of one process for the framework's cache.
 *
 * <p>A process that is killed leaves its folder behind, and where folders lie in memory, a recorder
 * that is killed again and again would fill it. So a process that may run for long holds a lock on
 * a file in its folder, and removes the folders whose lock nobody holds. The lock is the kernel's:
 * it ends with the process, and holds between containers that share the memory, where numbers of
 * processes say nothing.
 */
final class CacheFolder {
  private static final String PREFIX = "boxwire-";
  private static final String LOCK = "lock";

  private final Path path;

  /** Held until the process ends. */
  @SuppressWarnings("unused")
  private final FileChannel lock;

  private CacheFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes a folder for a process that ends soon. */
  static CacheFolder brief(Path parent) throws IOException {
    return new CacheFolder(make(parent), null);
  }

  /** Makes a folder for a process that may run for long, and removes those of killed ones. */
  static CacheFolder lasting(Path parent) throws IOException {
    sweep(parent);
    Path folder = make(parent);
    Path unlocked = folder.resolve(LOCK + ".new");
    FileChannel channel =
        FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      throw new IOException(unlocked + " is locked by another process");
    }
    // Under its name only once it is locked, so that nobody takes this folder for a forgotten one.
    Files.move(unlocked, folder.resolve(LOCK));
    return new CacheFolder(folder, channel);
  }

  /**
   * Like a temporary directory of the JDK, without its random numbers, whose start costs 20 ms, and
   * without the number of the process, which costs 7 ms.
   */
  private static Path make(Path parent) throws IOException {
    for (long number = System.nanoTime(); ; number++) {
      try {
        return Files.createDirectory(
            parent.resolve(PREFIX + Long.toHexString(number)),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        // Another process has it: the next number will do.
        continue;
      }
    }
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.isWritable(folder) && Files.exists(folder.resolve(LOCK))) {
          removeForgotten(folder);
        }
      }
    }
  }

  private static void removeForgotten(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        delete(folder);
      }
    } catch (NoSuchFileException e) {
      // Its process, or another sweeper, has just removed it.
      return;
    }
  }

  /** Where it lies. */
  Path path() {
    return path;
  }

  /** Removes the folder. */
  void delete() throws IOException {
    delete(path);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
