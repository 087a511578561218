package io.boxwire.itests.karaf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** Makes further revisions of a bundle: the same code under another version. */
final class Revisions {
  private Revisions() {}

  /** The jar of one of our bundles, such as {@code codec.h264}, where the build has put it. */
  static Path jar(String name) {
    String version = System.getProperty("boxwire.version");
    String artifact = "io.boxwire." + name;
    return Path.of(System.getProperty("boxwire.repository"), "io", "boxwire", artifact, version)
        .resolve(artifact + "-" + version + ".jar");
  }

  /** Returns a bundle with another {@code Bundle-Version}. */
  static byte[] of(Path jar, String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile original = new JarFile(jar.toFile())) {
      Manifest manifest = new Manifest(original.getManifest());
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      try (JarOutputStream copy = new JarOutputStream(bytes, manifest)) {
        Enumeration<JarEntry> entries = original.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            copy.putNextEntry(new JarEntry(entry.getName()));
            original.getInputStream(entry).transferTo(copy);
          }
        }
      }
    }
    return bytes.toByteArray();
  }
}
