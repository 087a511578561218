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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
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
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Exporters are updated and refreshed, and the framework stops, under a {@link K230User} that has
 * files open. In a framework of its own: a refresh of the module would take a test bundle with it.
 */
public class K230RefreshIT {
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
  private OwnFramework framework;

  @Before
  public void startFramework() throws Exception {
    folder = Files.createTempDirectory("k230-refresh");
    framework =
        OwnFramework.make(
            folder.resolve("cache"), SYSTEM_PACKAGES, Map.of(K230User.FOLDER, folder.toString()));
    OURS.forEach((name, level) -> framework.install(FelixTestSupport.jar(name), level));
    framework.install(userJar(), 90);
    framework.start();
    awaitOpenFiles();
  }

  private void awaitOpenFiles() {
    OwnFramework.await(
        "the user to have files open",
        () -> framework.context().getServiceReference(AtomicLong.class) != null);
  }

  @After
  public void stopFramework() throws Exception {
    framework.stop();
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
    OwnFramework.await("no thread to be left", () -> ourThreads().isEmpty());
  }

  @Test
  public void framework_stopped_codecsGoFirst_nobodyWaitsForThem() throws Exception {
    for (String codec : List.of("codec.h264", "codec.g711")) {
      framework
          .bundle(codec)
          .adapt(BundleStartLevel.class)
          .setStartLevel(OURS.get("device.k230") + 1);
    }
    Bundle pictures = framework.bundle("codec.h264");
    BundleContext context = framework.context();
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
    OwnFramework.await(
        "a frame, or the end of the recording",
        () -> frames.get() >= enough || !ourThreads().contains(K230User.THREAD));
  }

  private void checkRefresh(String name) throws Exception {
    List<WeakReference<ClassLoader>> old = framework.classLoaders(name);
    assertTrue("the user and the bundle at least", old.size() >= 2);
    framework.refresh(name);
    awaitOpenFiles();
    OwnFramework.awaitCollected(name, old);
    for (Bundle bundle : framework.context().getBundles()) {
      assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
    }
    stopFramework();
    // The user was refreshed as well, and has recorded with the new revision.
    checkFiles(2);
    OwnFramework.await("no thread to be left", () -> ourThreads().isEmpty());
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
