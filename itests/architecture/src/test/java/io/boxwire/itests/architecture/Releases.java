package io.boxwire.itests.architecture;

import io.boxwire.api.Muxer;
import io.boxwire.bitstream.BitReader;
import io.boxwire.box.Box;
import io.boxwire.device.k230.K230;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Version;

/**
 * The bundles with exported packages, as built and as released.
 *
 * <p>Releases lie in {@code itests/baseline} in the layout of a Maven repository, and are read
 * where they lie: through Maven they would be cached in the local repository, where a corrected one
 * would not be seen.
 */
final class Releases {
  /** A class of each bundle, to find its jar by. */
  static final Map<String, Class<?>> EXPORTERS =
      Map.of(
          "io.boxwire.api", Muxer.class,
          "io.boxwire.bitstream", BitReader.class,
          "io.boxwire.box", Box.class,
          "io.boxwire.device.k230", K230.class);

  private Releases() {}

  /** The jar that this build has made, or the folder of its classes. */
  static Path built(String bundle) {
    try {
      return Path.of(
          EXPORTERS.get(bundle).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jar of the newest release, if there is one. */
  static Optional<Path> newest(String bundle) throws IOException {
    Path folder = Path.of(System.getProperty("boxwire.baseline"), "io", "boxwire", bundle);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(folder)) {
      return versions
          .max(Comparator.comparing(path -> Version.parseVersion(path.getFileName().toString())))
          .map(version -> version.resolve(bundle + "-" + version.getFileName() + ".jar"));
    }
  }
}
