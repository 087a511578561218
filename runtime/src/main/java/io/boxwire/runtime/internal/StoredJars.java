package io.boxwire.runtime.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars without compression, for the script that stages the application: inflating classes
 * at every start takes longer than reading a few more bytes of a cached file.
 */
public final class StoredJars {
  private StoredJars() {}

  /**
   * Rewrites every jar below some folders.
   *
   * @param folders the folders
   * @throws IOException if a jar can't be read or replaced
   */
  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      for (Path jar : jars(Path.of(folder))) {
        rewrite(jar);
      }
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Path stored = jar.resolveSibling(jar.getFileName() + ".stored");
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(stored);
        ZipOutputStream to = new ZipOutputStream(file)) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(storedEntry(entry, content));
        to.write(content);
        to.closeEntry();
      }
    }
    Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Such an entry has its size and checksum in front of its content, so they are told now. */
  private static ZipEntry storedEntry(ZipEntry from, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(from.getName());
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(from.getTimeLocal());
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    return entry;
  }
}
