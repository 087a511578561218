package io.boxwire.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredJarsTest {
  @TempDir Path directory;

  @Test
  void main_compressedJarInASubfolder_keepsItsContentUncompressed() throws Exception {
    byte[] content = "content ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Path jar = Files.createDirectory(directory.resolve("20")).resolve("a.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "a");
    try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      to.putNextEntry(new ZipEntry("text"));
      to.write(content);
    }

    StoredJars.main(new String[] {directory.toString()});

    try (JarFile stored = new JarFile(jar.toFile())) {
      assertThat(Collections.list(stored.entries()))
          .extracting(ZipEntry::getMethod)
          .containsExactly(ZipEntry.STORED, ZipEntry.STORED);
      assertThat(stored.getManifest()).isEqualTo(manifest);
      assertThat(stored.getInputStream(stored.getEntry("text")).readAllBytes()).isEqualTo(content);
    }
    try (var files = Files.list(jar.getParent())) {
      assertThat(files).containsExactly(jar);
    }
  }
}
