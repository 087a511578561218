package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Source;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Two configured recordings, while exporters are updated and refreshed and the framework stops. In
 * a framework of its own: a refresh of {@code api} would take a test bundle with it. So what the
 * framework has is seen here by reflection, and the files by the parts on the class path.
 */
public class ConfiguredRefreshIT {
  private static final String PID = "io.boxwire.recorder.Recording";
  private static final String SYSTEM_PACKAGES =
      "org.slf4j;version=1.7.36,org.osgi.service.cm;version=1.6.1";
  private static final String BOTH_RUN = "[back RUNNING, front RUNNING]";

  private static final Map<String, Integer> OURS =
      Map.ofEntries(
          Map.entry("api", 60),
          Map.entry("bitstream", 60),
          Map.entry("box", 60),
          Map.entry("codec.g711", 65),
          Map.entry("codec.h264", 65),
          Map.entry("codec.h265", 65),
          Map.entry("muxer", 70),
          Map.entry("demuxer", 70),
          Map.entry("recorder", 75),
          Map.entry("device.k230", 80));

  private Path folder;
  private OwnFramework framework;

  @Before
  public void startRecordings() throws Exception {
    folder = Files.createTempDirectory("configured");
    start();
    configure("front", Map.of());
    configure("back", Map.of("video", "h265", "audio", "g711a", "layout", "fragmented"));
    awaitFiles(2);
  }

  private void start() throws Exception {
    framework = OwnFramework.make(folder.resolve("cache"), SYSTEM_PACKAGES, Map.of());
    framework.installConfigurationAdmin();
    OURS.forEach((name, level) -> framework.install(FelixTestSupport.jar(name), level));
    framework.start();
  }

  @After
  public void stop() throws Exception {
    framework.stop();
  }

  @Test
  public void api_updatedAndRefreshed_goOnInNextFilesAndLeaveNothing() throws Exception {
    checkRefresh("api");
  }

  @Test
  public void bitstream_updatedAndRefreshed_goOnInNextFilesAndLeaveNothing() throws Exception {
    checkRefresh("bitstream");
  }

  @Test
  public void box_updatedAndRefreshed_goOnInNextFilesAndLeaveNothing() throws Exception {
    checkRefresh("box");
  }

  /** It is in use itself, so that its update ends a run, and the refresh another. */
  @Test
  public void device_updatedAndRefreshed_goOnInNextFilesAndLeaveNothing() throws Exception {
    List<WeakReference<ClassLoader>> old = framework.classLoaders("device.k230");
    framework.update("device.k230");
    awaitFiles(4);
    old.addAll(framework.classLoaders("device.k230"));
    framework.refreshPackages("device.k230");
    checkEnd(6, old);
  }

  @Test
  public void framework_stoppedAndStarted_goOnInNextFiles() throws Exception {
    framework.stop();
    checkFiles(2);
    OwnFramework.await("no thread to be left", () -> OwnFramework.ourThreads().isEmpty());
    start();
    awaitFiles(4);
    framework.stop();
    checkFiles(4);
  }

  private void checkRefresh(String name) throws Exception {
    List<WeakReference<ClassLoader>> old = framework.classLoaders(name);
    assertTrue("more than itself", old.size() >= 2);
    framework.refresh(name);
    checkEnd(4, old);
  }

  /** While the recordings go on, nothing is left of what was there; nor of them when they end. */
  private void checkEnd(int files, List<WeakReference<ClassLoader>> old) throws Exception {
    awaitFiles(files);
    OwnFramework.awaitCollected("the old ones", old);
    framework.stop();
    checkFiles(files);
    OwnFramework.await("no thread to be left", () -> OwnFramework.ourThreads().isEmpty());
  }

  private void configure(String name, Map<String, ?> values) throws IOException {
    BundleContext context = framework.context();
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    Configuration configuration =
        context.getService(reference).getFactoryConfiguration(PID, name, "?");
    Dictionary<String, Object> properties = new Hashtable<>(values);
    properties.put("folder", folder.toString());
    properties.put("pattern", "%o.mp4");
    configuration.update(properties);
  }

  /** Waits until both run, there are so many files, and all have something in them. */
  private void awaitFiles(int count) {
    OwnFramework.await("both to run", () -> recordings().equals(BOTH_RUN));
    OwnFramework.await(
        count + " files that grow",
        () -> files().filter(file -> file.toFile().length() > 20_000).count() == count);
  }

  /** The recordings of the framework's recorder, as text. */
  private String recordings() {
    BundleContext context = framework.context();
    ServiceReference<?> reference = recorder();
    Object recorder = reference == null ? null : context.getService(reference);
    if (recorder == null) {
      return "no recorder";
    }
    try {
      Class<?> type = recorder.getClass().getInterfaces()[0];
      return type.getMethod("recordings").invoke(recorder).toString();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } finally {
      context.ungetService(reference);
    }
  }

  /** Of the framework's class, which is not that of the class path. */
  private ServiceReference<?> recorder() {
    try {
      ServiceReference<?>[] all =
          framework.context().getAllServiceReferences("io.boxwire.api.Recorder", null);
      return all == null ? null : all[0];
    } catch (InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private Stream<Path> files() {
    return Stream.of(folder.toFile().listFiles((in, name) -> name.endsWith(".mp4")))
        .map(File::toPath);
  }

  private void checkFiles(int count) throws IOException {
    List<Path> files = files().toList();
    assertEquals(files.toString(), count, files.size());
    for (Path file : files) {
      assertTrue(file.toString(), pictures(file) > 0);
    }
  }

  private static int pictures(Path file) throws IOException {
    int count = 0;
    try (Demuxer demuxer =
        Boxwire.load(ConfiguredRefreshIT.class.getClassLoader())
            .demuxers()
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        count += frame.get().track() == 1 ? 1 : 0;
      }
    }
    return count;
  }
}
