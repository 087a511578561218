package io.boxwire.itests.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository of the jars of this build: as if they had been installed, with nothing
 * installed. Everything of others is linked to where the build has it from.
 */
final class LocalRepository {
  private static final List<String> BUNDLES = List.of("api", "box", "muxer", "demuxer", "tck");

  private final Path root;
  private final String version;
  private final Path repository;

  private LocalRepository(Path root, String version, Path repository) {
    this.root = root;
    this.version = version;
    this.repository = repository;
  }

  /**
   * Makes the repository.
   *
   * @param root of the checkout
   * @param version of our artifacts
   * @param real the repository of the build, which nothing is written to
   * @param repository the folder to make
   */
  static void make(Path root, String version, Path real, Path repository) throws IOException {
    Path io = Files.createDirectories(repository.resolve("io"));
    link(real, repository, "io");
    if (Files.isDirectory(real.resolve("io"))) {
      link(real.resolve("io"), io, "boxwire");
    }
    LocalRepository made = new LocalRepository(root, version, repository);
    made.install("io.boxwire.parent", root.resolve("pom.xml"), "pom");
    made.install("io.boxwire.bundles", root.resolve("bundles/pom.xml"), "pom");
    for (String bundle : BUNDLES) {
      made.installBundle(bundle);
    }
  }

  private void installBundle(String bundle) throws IOException {
    Path module = root.resolve("bundles").resolve(bundle);
    String artifact = "io.boxwire." + bundle;
    install(artifact, module.resolve("pom.xml"), "pom");
    install(artifact, module.resolve("target").resolve(artifact + "-" + version + ".jar"), "jar");
  }

  private void install(String artifact, Path file, String type) throws IOException {
    Path folder = repository.resolve("io/boxwire").resolve(artifact).resolve(version);
    Files.createDirectories(folder);
    Path target = folder.resolve(artifact + "-" + version + "." + type);
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void link(Path from, Path to, String except) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals(except)) {
          Files.createSymbolicLink(to.resolve(name), entry.toAbsolutePath());
        }
      }
    }
  }
}
