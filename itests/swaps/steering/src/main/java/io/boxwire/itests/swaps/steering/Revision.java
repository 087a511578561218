package io.boxwire.itests.swaps.steering;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * Builds further revisions of a bundle from its jar. Each has a Bundle-Version of its own, and
 * writes its number in the {@link Journal} where it works.
 */
final class Revision {
  private static final String VERSION = "Bundle-Version";

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest;
  private final Weave weave;
  private final Path jar;

  Revision(Path jar, Weave weave) {
    this.jar = jar;
    this.weave = weave;
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      manifest = in.getManifest();
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar.toString(), e);
    }
  }

  /** The Bundle-Version of a revision. */
  static String version(int number) {
    return "1.0.1.r" + String.format("%05d", number);
  }

  /** The jar as it was built. */
  InputStream plain() {
    try {
      return Files.newInputStream(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(jar.toString(), e);
    }
  }

  /**
   * The jar of a revision.
   *
   * @param number its number
   */
  InputStream jar(int number) {
    Manifest other = new Manifest(manifest);
    other.getMainAttributes().putValue(VERSION, version(number));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean woven = false;
    try (JarOutputStream out = new JarOutputStream(bytes, other)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        byte[] plain = entry.getValue();
        byte[] content = entry.getKey().endsWith(".class") ? weave.into(plain, number) : plain;
        woven |= !Arrays.equals(plain, content);
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar.toString(), e);
    }
    if (!woven) {
      throw new IllegalStateException(jar + " has no method to show a revision by");
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
