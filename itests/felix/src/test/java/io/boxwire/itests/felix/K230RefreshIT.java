package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Exporters are updated and refreshed, and the framework stops, under a {@link K230User} that has
 * files open. In a framework of its own: a refresh of the module would take a test bundle with it.
 */
public class K230RefreshIT {
  private static final long PATIENCE_SECONDS = 20;
  private static final Path BUNDLES = Path.of(System.getProperty("boxwire.bundles"));
  private static final String SYSTEM_PACKAGES = "org.slf4j;version=1.7.36,org.junit";
  private static final List<Class<?>> USER =
      List.of(K230User.class, K230Support.class, K230Support.Unit.class, K230Support.Writing.class);

  /** The start levels that launcher and features give them. */
  private static final Map<String, Integer> OURS =
      Map.of(
          "api", 60,
          "bitstream", 60,
          "box", 60,
          "codec.g711", 65,
          "codec.h264", 65,
          "muxer", 70,
          "demuxer", 70,
          "recorder", 75,
          "device.k230", 80);

  private Path folder;
  private Framework framework;

  @Before
  public void startFramework() throws Exception {
    folder = Files.createTempDirectory("k230-refresh");
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.resolve("cache").toString(),
                    Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                    "100",
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    SYSTEM_PACKAGES,
                    K230User.FOLDER,
                    folder.toString()));
    framework.init();
    for (String name : List.of("util.function", "util.promise", "service.component")) {
      install(BUNDLES.resolve("org.osgi." + name + ".jar"), 20);
    }
    install(BUNDLES.resolve("org.apache.felix.scr.jar"), 20);
    OURS.forEach((name, level) -> install(FelixTestSupport.jar(name), level));
    install(userJar(), 90);
    framework.start();
    awaitOpenFiles();
  }

  private void awaitOpenFiles() {
    await(
        "the user to have files open",
        () -> framework.getBundleContext().getServiceReference(AtomicLong.class) != null);
  }

  @After
  public void stopFramework() throws Exception {
    framework.stop();
    framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  /** Started by the framework, when it comes to that level. */
  private void install(Path jar, int level) {
    try {
      Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
      bundle.adapt(BundleStartLevel.class).setStartLevel(level);
      bundle.start();
    } catch (BundleException e) {
      throw new AssertionError(jar.toString(), e);
    }
  }

  @Test
  public void device_updatedAndRefreshed_whileFilesAreOpen_leavesNothingOfTheOldOne()
      throws Exception {
    checkRefresh("device.k230");
  }

  @Test
  public void api_updatedAndRefreshed_whileFilesAreOpen_leavesNothingOfTheOldOnes()
      throws Exception {
    checkRefresh("api");
  }

  @Test
  public void framework_stopped_whileFilesAreOpen_filesAreFinished() throws Exception {
    stopFramework();
    checkFiles(1);
    await("no thread to be left", () -> ourThreads().isEmpty());
  }

  @Test
  public void framework_stopped_codecsGoFirst_nobodyWaitsForThem() throws Exception {
    for (String codec : List.of("codec.h264", "codec.g711")) {
      bundle(codec).adapt(BundleStartLevel.class).setStartLevel(OURS.get("device.k230") + 1);
    }
    Bundle pictures = bundle("codec.h264");
    BundleContext context = framework.getBundleContext();
    AtomicLong frames = context.getService(context.getServiceReference(AtomicLong.class));
    context.addBundleListener(
        (SynchronousBundleListener)
            event -> {
              if (event.getType() == BundleEvent.STOPPED && event.getBundle() == pictures) {
                awaitFrameOrEnd(frames);
              }
            });
    long begin = System.nanoTime();
    stopFramework();
    long took = System.nanoTime() - begin;
    assertTrue(took + " ns", took < MuxerOptions.builder().build().codecWait().toNanos());
    checkFiles(1);
  }

  /** Until the user has recorded a frame for which there is no codec, or can't any more. */
  private static void awaitFrameOrEnd(AtomicLong frames) {
    long enough = frames.get() + 2;
    await(
        "a frame, or the end of the recording",
        () -> frames.get() >= enough || !ourThreads().contains(K230User.THREAD));
  }

  private void checkRefresh(String name) throws Exception {
    List<WeakReference<ClassLoader>> old = classLoaders(name);
    refresh(bundle(name));
    awaitOpenFiles();
    await(
        name + " to be collected",
        () -> {
          System.gc();
          return old.stream().allMatch(loader -> loader.get() == null);
        });
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
    }
    stopFramework();
    // The user was refreshed as well, and has recorded with the new revision.
    checkFiles(2);
    await("no thread to be left", () -> ourThreads().isEmpty());
  }

  /** Of a bundle and all that are wired to it: the old revisions, after a refresh. */
  private List<WeakReference<ClassLoader>> classLoaders(String name) {
    FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (Bundle bundle : wiring.getDependencyClosure(List.of(bundle(name)))) {
      loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }
    assertTrue("the user and the bundle at least", loaders.size() >= 2);
    return loaders;
  }

  private void refresh(Bundle bundle) throws Exception {
    String name = bundle.getSymbolicName().substring("io.boxwire.".length());
    try (InputStream jar = Files.newInputStream(FelixTestSupport.jar(name))) {
      bundle.update(jar);
    }
    CountDownLatch refreshed = new CountDownLatch(1);
    framework
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            List.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    assertTrue(refreshed.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private Bundle bundle(String name) {
    return Stream.of(framework.getBundleContext().getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals("io.boxwire." + name))
        .findFirst()
        .orElseThrow();
  }

  /** Reads the files to their ends, by the parts on the class path. */
  private void checkFiles(int runs) throws IOException {
    Map<String, Integer> pictures = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".mp4")).toList()) {
        pictures.put(file.getFileName().toString(), pictures(file));
      }
    }
    assertEquals(pictures.toString(), 2 * runs, pictures.size());
    pictures.forEach(
        (name, count) ->
            assertTrue(
                name + ": " + count,
                name.startsWith(K230User.WRITTEN) ? count == K230User.PICTURES : count >= 3));
  }

  private static int pictures(Path file) throws IOException {
    int count = 0;
    try (Demuxer demuxer =
        Boxwire.load(K230RefreshIT.class.getClassLoader())
            .demuxers()
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        count += frame.get().track() == 1 ? 1 : 0;
      }
    }
    return count;
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("boxwire-") || name.equals(K230User.THREAD))
        .toList();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(what + "; threads: " + ourThreads(), System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private Path userJar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "k230.user");
    attributes.putValue(Constants.BUNDLE_ACTIVATOR, K230User.class.getName());
    attributes.putValue(
        Constants.IMPORT_PACKAGE,
        "io.boxwire.api,io.boxwire.api.capture,io.boxwire.device.k230,org.junit,"
            + "org.osgi.framework,org.osgi.util.tracker");
    Path jar = folder.resolve("user.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Class<?> type : USER) {
        String name = type.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new ZipEntry(name));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
          bytes.transferTo(entries);
        }
      }
    }
    return jar;
  }
}
