package io.boxwire.runtime.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes small bundles. */
final class TestBundle {
  private final Manifest manifest = new Manifest();
  private List<Class<?>> classes = List.of();

  private TestBundle() {}

  static TestBundle named(String symbolicName, String version) {
    TestBundle bundle = new TestBundle();
    bundle.header("Manifest-Version", "1.0");
    bundle.header("Bundle-ManifestVersion", "2");
    bundle.header("Bundle-SymbolicName", symbolicName);
    return bundle.header("Bundle-Version", version);
  }

  TestBundle header(String name, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(name), value);
    return this;
  }

  TestBundle classes(Class<?>... contained) {
    classes = List.of(contained);
    return this;
  }

  /** Writes the jar at once, as a rename would: no look sees half of it. */
  Path writeTo(Path jar) throws IOException {
    Path written = Files.createTempFile("bundle", ".tmp");
    try (OutputStream file = Files.newOutputStream(written);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> type : classes) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
          bytes.transferTo(out);
        }
      }
    }
    Files.createDirectories(jar.getParent());
    return Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
