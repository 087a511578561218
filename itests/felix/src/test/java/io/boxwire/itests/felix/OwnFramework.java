package io.boxwire.itests.felix;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A framework that a test starts itself, with Declarative Services: where the test's own bundle
 * would be refreshed together with what it tests.
 */
final class OwnFramework {
  private static final long PATIENCE_SECONDS = 20;
  private static final Path BUNDLES = Path.of(System.getProperty("boxwire.bundles"));

  private final Framework framework;

  private OwnFramework(Framework framework) {
    this.framework = framework;
  }

  /**
   * Makes a framework that is not started.
   *
   * @param cache a folder for it
   * @param packages of the class path, for its bundles
   * @param properties further ones
   */
  static OwnFramework make(Path cache, String packages, Map<String, String> properties)
      throws BundleException {
    Map<String, String> all = new TreeMap<>(properties);
    all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "100");
    all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages);
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(all);
    framework.init();
    OwnFramework own = new OwnFramework(framework);
    for (String name : List.of("util.function", "util.promise", "service.component")) {
      own.install(BUNDLES.resolve("org.osgi." + name + ".jar"), 20);
    }
    own.install(BUNDLES.resolve("org.apache.felix.scr.jar"), 20);
    return own;
  }

  /** Installs Configuration Admin. */
  void installConfigurationAdmin() {
    install(BUNDLES.resolve("org.apache.felix.configadmin.jar"), 20);
  }

  /** Installs a bundle; it is started by the framework, when that comes to the level. */
  void install(Path jar, int level) {
    try {
      Bundle bundle = context().installBundle(jar.toUri().toString());
      bundle.adapt(BundleStartLevel.class).setStartLevel(level);
      bundle.start();
    } catch (BundleException e) {
      throw new AssertionError(jar.toString(), e);
    }
  }

  void start() throws BundleException {
    framework.start();
  }

  void stop() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** One of our bundles, such as {@code codec.h264}. */
  Bundle bundle(String name) {
    return Stream.of(context().getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals("io.boxwire." + name))
        .findFirst()
        .orElseThrow();
  }

  /** Of a bundle and all that are wired to it: the old revisions, after a refresh. */
  List<WeakReference<ClassLoader>> classLoaders(String name) {
    FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (Bundle bundle : wiring.getDependencyClosure(List.of(bundle(name)))) {
      loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }
    return loaders;
  }

  /** Updates a bundle, and refreshes all that are wired to it. */
  void refresh(String name) throws Exception {
    update(name);
    refreshPackages(name);
  }

  /** Updates a bundle; those that are wired to it stay so. */
  void update(String name) throws BundleException, IOException {
    try (InputStream jar = Files.newInputStream(FelixTestSupport.jar(name))) {
      bundle(name).update(jar);
    }
  }

  /** Refreshes all that are wired to a bundle, and itself. */
  void refreshPackages(String name) throws InterruptedException {
    CountDownLatch refreshed = new CountDownLatch(1);
    framework
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            List.of(bundle(name)),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    assertTrue(refreshed.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /**
   * Waits until class loaders are collected. Those that are held softly are too, as the build runs
   * Java.
   */
  static void awaitCollected(String what, List<WeakReference<ClassLoader>> old) {
    await(
        what + " to be collected",
        () -> {
          System.gc();
          return old.stream().allMatch(loader -> loader.get() == null);
        });
  }

  /** Waits until something is true. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(what + "; threads: " + ourThreads(), System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("boxwire-"))
        .toList();
  }
}
