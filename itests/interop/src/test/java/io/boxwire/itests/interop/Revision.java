package io.boxwire.itests.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle of the application with another version: what an update brings. */
final class Revision {
  private final byte[] bytes;

  private Revision(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Makes one.
   *
   * @param level the start level of the bundle
   * @param name behind {@code io.boxwire.}
   * @param version the Bundle-Version
   */
  static Revision of(int level, String name, String version) throws IOException {
    Path jar =
        BoxwireProcess.APPLICATION.resolve("bundles/" + level + "/io.boxwire." + name + ".jar");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile source = new JarFile(jar.toFile())) {
      Manifest manifest = new Manifest(source.getManifest());
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (JarOutputStream target = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry : source.stream().toList()) {
          if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
            target.putNextEntry(new ZipEntry(entry.getName()));
            source.getInputStream(entry).transferTo(target);
          }
        }
      }
    }
    return new Revision(bytes.toByteArray());
  }

  /** Puts it into a folder at once, as {@code mv} does. */
  void moveTo(Path jar) throws IOException {
    Path beside = Files.write(jar.resolveSibling(jar.getFileName() + ".new"), bytes);
    Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes a part of it, as {@code cp} has after a while; gives what writes the rest. */
  Rest writeHalf(Path jar) throws IOException {
    OutputStream out = Files.newOutputStream(jar);
    out.write(bytes, 0, bytes.length / 2);
    out.flush();
    return () -> {
      try (out) {
        out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
      }
    };
  }

  /** The rest of a copy. */
  interface Rest {
    /** Writes it. */
    void write() throws IOException;
  }
}
