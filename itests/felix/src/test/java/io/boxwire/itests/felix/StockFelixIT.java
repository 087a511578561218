package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix framework with no settings but a folder and a start level, and the bundles that the
 * project's README lists for it, no other: all of them start, and record and read. Services are
 * called by reflection, since this class and the bundles share no package of ours.
 */
public class StockFelixIT {
  private static final long PATIENCE_SECONDS = 20;
  private static final Pattern LISTED = Pattern.compile("(\\d+) +([\\w.]+):([\\w.-]+):([\\w.-]+)");

  private Path folder;
  private Framework framework;

  /** A bundle of the list. */
  private record Listed(int startLevel, String group, String artifact, String version) {
    /** Where the build has put it, in the layout of a Maven repository. */
    Path jar() {
      return Path.of(System.getProperty("boxwire.stock"), group.split("\\."))
          .resolve(artifact)
          .resolve(version)
          .resolve(artifact + "-" + version + ".jar");
    }
  }

  /** The list in the section "In Felix" of the README: the fenced lines that are coordinates. */
  private static List<Listed> listed() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("boxwire.root"), "README.md"));
    String section = readme.split("(?m)^## In Felix$")[1].split("(?m)^## ")[0];
    List<Listed> bundles = new ArrayList<>();
    String[] parts = section.split("(?m)^```.*$");
    for (int i = 1; i < parts.length; i += 2) {
      for (String line : parts[i].lines().toList()) {
        Matcher matcher = LISTED.matcher(line.strip());
        if (matcher.matches()) {
          bundles.add(
              new Listed(
                  Integer.parseInt(matcher.group(1)),
                  matcher.group(2),
                  matcher.group(3),
                  matcher.group(4)));
        }
      }
    }
    return bundles;
  }

  @Before
  public void start() throws Exception {
    folder = Files.createTempDirectory("stock-felix");
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.resolve("cache").toString(),
                    Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                    "100"));
    framework.init();
    BundleContext context = framework.getBundleContext();
    for (Listed listed : listed()) {
      Bundle bundle = context.installBundle(listed.jar().toUri().toString());
      bundle.adapt(BundleStartLevel.class).setStartLevel(listed.startLevel());
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
    framework.start();
  }

  @After
  public void stop() throws Exception {
    framework.stop();
    framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  @Test
  public void listedBundles_inAStockFramework_allRun() throws Exception {
    assertEquals("7.0.5", framework.getVersion().toString());
    List<Listed> listed = listed();
    assertTrue(listed.toString(), listed.size() >= 18);
    assertEquals(listed.size() + 1, framework.getBundleContext().getBundles().length);
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      assertEquals(
          bundle.toString(), fragment ? Bundle.RESOLVED : Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void commands_inAStockFramework_recordAndRead() throws Exception {
    await("io.boxwire.api.codec.CodecPlugin", "(codec=h264)");
    await("io.boxwire.api.codec.CodecPlugin", "(codec=g711u)");
    await("io.boxwire.api.capture.CaptureDevice", "(device.id=builtin)");
    Object commands = await("io.boxwire.api.CommandLine", "");
    Path file = folder.resolve("out.mp4");
    run(commands, "record", file.toString(), "--frames", "20");
    String info = run(commands, "info", "--json", file.toString());
    assertTrue(info, info.contains("\"codec\":\"h264\"") && info.contains("\"codec\":\"g711u\""));
    List<String> frames = run(commands, "frames", "--hash", file.toString()).lines().toList();
    assertEquals(20, frames.stream().filter(line -> line.startsWith("1,")).count());
  }

  private Object await(String type, String filter) throws Exception {
    BundleContext context = framework.getBundleContext();
    ServiceTracker<Object, Object> tracker =
        new ServiceTracker<>(
            context, context.createFilter("(&(objectClass=" + type + ")" + filter + ")"), null);
    // All of them, although this class would find another class of that name on its class path.
    tracker.open(/* trackAllServices= */ true);
    Object service = tracker.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    assertTrue("no " + type + " " + filter, service != null);
    return service;
  }

  private static String run(Object commands, String... words) throws Exception {
    ClassLoader loader = commands.getClass().getClassLoader();
    Class<?> type = loader.loadClass("io.boxwire.api.CommandLine");
    Class<?> streamsType = loader.loadClass("io.boxwire.api.CommandLine$Streams");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Object streams =
        streamsType
            .getMethod("of", InputStream.class, OutputStream.class, PrintStream.class)
            .invoke(
                null,
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
    Object status =
        type.getMethod("run", List.class, streamsType).invoke(commands, List.of(words), streams);
    assertEquals(err.toString(StandardCharsets.UTF_8), 0, status);
    return out.toString(StandardCharsets.UTF_8);
  }
}
