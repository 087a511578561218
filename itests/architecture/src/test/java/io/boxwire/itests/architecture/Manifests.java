package io.boxwire.itests.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** The manifests of our own bundles on the class path, by symbolic name. */
final class Manifests {
  private Manifests() {}

  static SortedMap<String, Attributes> ours() throws IOException {
    SortedMap<String, Attributes> found = new TreeMap<>();
    ClassLoader loader = Manifests.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
      try (InputStream in = url.openStream()) {
        Attributes main = new Manifest(in).getMainAttributes();
        String name = main.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name != null && name.startsWith("io.boxwire.")) {
          found.put(name, main);
        }
      }
    }
    return found;
  }
}
