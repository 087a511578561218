package io.boxwire.runtime.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the plugins equal to a folder of jars: a jar copied there is installed and started, one
 * replaced is updated, one removed is uninstalled.
 *
 * <p>Not safe for use by several threads at once.
 */
final class PluginFolder {
  private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);

  private final Path folder;
  private final PluginBundles bundles;

  /** What the last look found, files that are still being written among them. */
  private SortedMap<String, Stamp> seen = new TreeMap<>();

  /** What was handed on, usable or not. */
  private final Map<String, Stamp> taken = new HashMap<>();

  /** What tells one content of a file from another. */
  private record Stamp(long size, FileTime modified, Optional<Object> key) {}

  /**
   * Makes a view of a folder; nothing is read yet.
   *
   * @param folder the folder; it may come and go
   * @param bundles what to keep equal to it
   */
  PluginFolder(Path folder, PluginBundles bundles) {
    this.folder = folder;
    this.bundles = bundles;
  }

  /** Takes what lies in the folder now, settled or not; for the start of the process. */
  void installPresent() {
    seen = list();
    take(seen);
  }

  /**
   * Looks at the folder again. A file that is new or changed is taken once two looks in a row have
   * found it the same, so that one still being copied is left alone.
   */
  void poll() {
    SortedMap<String, Stamp> now = list();
    SortedMap<String, Stamp> settled = new TreeMap<>(now);
    settled.entrySet().retainAll(seen.entrySet());
    seen = now;
    Set<String> gone = new TreeSet<>(taken.keySet());
    gone.removeAll(now.keySet());
    gone.forEach(
        name -> {
          taken.remove(name);
          bundles.remove(name);
        });
    take(settled);
  }

  private void take(SortedMap<String, Stamp> files) {
    files.forEach(
        (name, stamp) -> {
          if (!stamp.equals(taken.put(name, stamp))) {
            bundles.put(name, folder.resolve(name));
          }
        });
  }

  private SortedMap<String, Stamp> list() {
    SortedMap<String, Stamp> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : jars) {
        stamp(jar).ifPresent(stamp -> files.put(jar.getFileName().toString(), stamp));
      }
      return files;
    } catch (IOException e) {
      LOG.warn("{} can't be listed, plugins stay as they are: {}", folder, e.toString());
      return seen;
    }
  }

  private static Optional<Stamp> stamp(Path jar) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(jar, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(found.size(), found.lastModifiedTime(), Optional.ofNullable(found.fileKey())));
    } catch (NoSuchFileException e) {
      // Removed between the listing and this call.
      return Optional.empty();
    }
  }
}
