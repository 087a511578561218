package io.boxwire.runtime.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * An OSGi framework in this process, with the application's bundles.
 *
 * <p>Bundles lie in {@code bundles/LEVEL/*.jar}, where the name of the folder is their start level;
 * those in {@code bundles/LEVEL-GROUP/*.jar} are there only for commands that ask for the group.
 * They are installed by reference, not copied. The framework's cache is a folder of this process
 * alone: two processes on one cache harm each other.
 */
final class EmbeddedFramework {
  /** Above every start level in use. */
  private static final String BEGINNING_LEVEL = "100";

  /**
   * SLF4J and the interfaces that SCR needs lie on the launcher's class path, which spares five
   * bundles at every start.
   */
  private static final String LAUNCHER_PACKAGES =
      "org.slf4j;version=1.7.36,org.slf4j.event;version=1.7.36,"
          + "org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=1.7.36,"
          + "org.osgi.util.function;version=1.2,org.osgi.util.promise;version=1.3,"
          + "org.osgi.service.component;version=1.5.1,"
          + "org.osgi.service.component.propertytypes;version=1.5,"
          + "org.osgi.service.component.runtime;version=1.5,"
          + "org.osgi.service.component.runtime.dto;version=1.5";

  private final Framework framework;
  private final CacheFolder cache;
  private final PrintStream err;

  private EmbeddedFramework(Framework framework, CacheFolder cache, PrintStream err) {
    this.framework = framework;
    this.cache = cache;
    this.err = err;
  }

  /**
   * Makes a framework with its bundles installed and none started.
   *
   * @param cache the cache folder of this process
   * @param settings tells the folder that holds {@code bundles}, the start levels to leave out and
   *     the groups to take in
   * @param properties further properties of the framework
   * @param err where troubles of bundles are told
   * @return the framework
   * @throws BundleException if the framework or a bundle can't be installed
   * @throws IOException if the bundles can't be reached
   */
  static EmbeddedFramework create(
      Settings settings, CacheFolder cache, Map<String, String> properties, PrintStream err)
      throws BundleException, IOException {
    Map<String, String> configuration = new HashMap<>(properties);
    configuration.put(Constants.FRAMEWORK_STORAGE, cache.path().toString());
    configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, BEGINNING_LEVEL);
    configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, LAUNCHER_PACKAGES);
    configuration.put("felix.cache.locking", "false");
    // Needed for URLs of schemes that services offer; nobody here has one, and it starts slowly.
    configuration.put("felix.service.urlhandlers", "false");
    configuration.put("felix.log.level", "0");
    // Some twenty bundles are resolved faster than threads are started.
    configuration.put("felix.resolver.parallelism", "1");
    Framework framework = new FrameworkFactory().newFramework(configuration);
    EmbeddedFramework embedded = new EmbeddedFramework(framework, cache, err);
    framework.init(embedded::tell);
    framework.getBundleContext().addFrameworkListener(embedded::tell);
    embedded.install(settings);
    return embedded;
  }

  private void install(Settings settings) throws BundleException, IOException {
    try (DirectoryStream<Path> levels =
        Files.newDirectoryStream(settings.home().resolve("bundles"))) {
      for (Path level : levels) {
        String name = level.getFileName().toString();
        int dash = name.indexOf('-');
        String number = dash < 0 ? name : name.substring(0, dash);
        if (settings.without().contains(number)
            || dash >= 0 && !settings.with().contains(name.substring(dash + 1))) {
          continue;
        }
        int startLevel = Integer.parseInt(number);
        for (Path jar : jars(level)) {
          Bundle bundle = context().installBundle("reference:" + jar.toUri());
          bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
          if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
          }
        }
      }
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    }
    jars.sort(null);
    return jars;
  }

  private void tell(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      err.println(
          "boxwire: "
              + event.getBundle().getSymbolicName()
              + ": "
              + event.getThrowable().getMessage());
    }
  }

  /** The context of the system bundle. */
  BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Starts the framework and, in the order of their start levels, every bundle.
   *
   * @throws BundleException if the framework does not start; a bundle that does not start is told
   *     and left
   */
  void start() throws BundleException {
    // All at once, which takes less time than each at its start; that tells of those it can't.
    framework.adapt(FrameworkWiring.class).resolveBundles(null);
    framework.start();
  }

  /**
   * Stops the bundles in the opposite order of their start, then the framework.
   *
   * @param timeout the longest to wait
   * @param unit the unit of the timeout
   * @return whether everything has stopped in that time
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  boolean stop(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      framework.stop();
    } catch (BundleException e) {
      err.println("boxwire: the framework does not stop: " + e.getMessage());
      return false;
    }
    return framework.waitForStop(unit.toMillis(timeout)).getType() != FrameworkEvent.WAIT_TIMEDOUT;
  }

  /** Deletes the cache folder of this process. */
  void deleteCache() {
    try {
      cache.delete();
    } catch (IOException e) {
      err.println("boxwire: " + cache.path() + " is left behind: " + e.getMessage());
    }
  }
}
