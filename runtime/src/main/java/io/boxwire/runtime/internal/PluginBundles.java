package io.boxwire.runtime.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles that came from the plugin folder, by file name.
 *
 * <p>A jar with the symbolic name of one of the application's own bundles takes that bundle's place
 * for as long as it lies in the folder. Jars are copied into the framework's cache, so that one
 * overwritten in place harms nothing. A jar that is not usable is told, and what was there before
 * it goes on.
 *
 * <p>Not safe for use by several threads at once.
 */
final class PluginBundles {
  private static final Logger LOG = LoggerFactory.getLogger(PluginBundles.class);

  /** The level of codecs: below what uses them, so that recordings close before they go. */
  private static final int START_LEVEL = 65;

  private static final String LOCATION = "plugin:";
  private static final long REFRESH_SECONDS = 10;

  private final BundleContext context;
  private final Map<String, Bundle> byFile = new HashMap<>();

  /**
   * Starts with no plugin.
   *
   * @param context the context to install with
   */
  PluginBundles(BundleContext context) {
    this.context = context;
  }

  /**
   * Installs a jar, or updates what came from a file of that name.
   *
   * @param file the name of the file
   * @param jar where it lies
   */
  void put(String file, Path jar) {
    try {
      String symbolicName = symbolicName(jar);
      Bundle former = byFile.get(file);
      if (former != null && !symbolicName.equals(former.getSymbolicName())) {
        remove(file);
      }
      Bundle bundle = place(symbolicName, file, jar);
      byFile.put(file, bundle);
      LOG.info("{}: {} {} is installed", file, symbolicName, bundle.getVersion());
      startAll();
    } catch (IOException | BundleException e) {
      LOG.warn("{} is not usable: {}", jar, e.getMessage());
    }
  }

  private Bundle place(String symbolicName, String file, Path jar)
      throws IOException, BundleException {
    try (InputStream bytes = Files.newInputStream(jar)) {
      Optional<Bundle> present =
          byFile.containsKey(file)
              ? Optional.of(byFile.get(file))
              : Arrays.stream(context.getBundles())
                  .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                  .filter(bundle -> !byFile.containsValue(bundle))
                  .findFirst();
      if (present.isPresent()) {
        Bundle bundle = present.get();
        update(file, bundle, () -> bundle.update(bytes));
        return bundle;
      }
      Bundle installed = context.installBundle(LOCATION + file, bytes);
      installed.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
      return installed;
    }
  }

  /**
   * Takes back what came from a file: uninstalls it, or gives the place back to the bundle it had
   * taken it from.
   *
   * @param file the name of the file
   */
  void remove(String file) {
    Bundle bundle = byFile.remove(file);
    if (bundle == null) {
      return;
    }
    try {
      if (bundle.getLocation().startsWith(LOCATION)) {
        bundle.uninstall();
        refresh(bundle);
      } else {
        update(file, bundle, bundle::update);
      }
      LOG.info("{}: {} is taken back", file, bundle.getSymbolicName());
      startAll();
    } catch (BundleException e) {
      LOG.warn("{} can't be taken back: {}", file, e.getMessage());
    }
  }

  /** What gives a bundle its new content. */
  private interface Update {
    void run() throws BundleException;
  }

  /** Stops a bundle for its update, so that its users see it go and come back once. */
  private void update(String file, Bundle bundle, Update update) throws BundleException {
    bundle.stop(Bundle.STOP_TRANSIENT);
    try {
      update.run();
    } finally {
      refresh(bundle);
      start(file, bundle);
    }
  }

  /** Starts every plugin that is not active: what one lacked may have come with another. */
  private void startAll() {
    byFile.forEach(PluginBundles::start);
  }

  private static void start(String file, Bundle bundle) {
    boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    if (bundle.getState() != Bundle.ACTIVE && !fragment) {
      try {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      } catch (BundleException e) {
        LOG.warn("{} does not start: {}", file, e.getMessage());
      }
    }
  }

  /** Wires the users of a changed bundle anew, so that nothing of its old revision stays. */
  private void refresh(Bundle bundle) {
    FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
    CountDownLatch done = new CountDownLatch(1);
    wiring.refreshBundles(Set.of(bundle), event -> done.countDown());
    try {
      if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{} is not wired anew after {} s", bundle.getSymbolicName(), REFRESH_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String symbolicName(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String header =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (header == null) {
        throw new IOException("it is not a bundle, it has no Bundle-SymbolicName");
      }
      return header.split(";", 2)[0].trim();
    }
  }
}
