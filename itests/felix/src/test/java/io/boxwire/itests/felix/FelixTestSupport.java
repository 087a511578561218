package io.boxwire.itests.felix;

import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.mavenBundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix with Declarative Services and all of our bundles, at the start levels that the launcher
 * and the features give them. A bundle that does not resolve fails the test.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class FelixTestSupport {
  private static final long SERVICE_MILLIS = 10_000;
  private static final long PATIENCE_SECONDS = 20;
  private static final int START_LEVEL = 100;
  private static final String BUNDLES = "boxwire.bundles";

  @Inject protected BundleContext context;

  /**
   * What the test may see. Said by each class, since one that says otherwise would leave its word
   * to those that are run after it: the probe's headers are kept.
   */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder builder) {
    return builder.setHeader(Constants.DYNAMICIMPORT_PACKAGE, "*");
  }

  /** What the container is made of. */
  @Configuration
  public Option[] configuration() {
    return new Option[] {
      systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
      systemProperty(BUNDLES).value(System.getProperty(BUNDLES)),
      frameworkStartLevel(START_LEVEL),
      declarativeServices(),
      boxwire(),
      junitBundles()
    };
  }

  private static Option declarativeServices() {
    return composite(
        mavenBundle("org.osgi", "org.osgi.util.function").versionAsInProject().startLevel(20),
        mavenBundle("org.osgi", "org.osgi.util.promise").versionAsInProject().startLevel(20),
        mavenBundle("org.osgi", "org.osgi.service.component").versionAsInProject().startLevel(20),
        mavenBundle("org.apache.felix", "org.apache.felix.configadmin")
            .versionAsInProject()
            .startLevel(20),
        mavenBundle("org.apache.felix", "org.apache.felix.scr")
            .versionAsInProject()
            .startLevel(20));
  }

  private static Option boxwire() {
    return composite(
        ours("api", 60),
        ours("bitstream", 60),
        ours("box", 60),
        ours("codec.g711", 65),
        ours("codec.h264", 65),
        ours("codec.h265", 65),
        ours("muxer", 70),
        ours("demuxer", 70),
        ours("repair", 75),
        ours("recorder", 75),
        ours("device.k230", 80),
        ours("shell", 85));
  }

  private static Option ours(String name, int startLevel) {
    return bundle(jar(name).toUri().toString()).startLevel(startLevel);
  }

  /** The jar of one of our bundles, such as {@code codec.h264}. */
  protected static Path jar(String name) {
    return Path.of(System.getProperty(BUNDLES), "io.boxwire." + name + ".jar");
  }

  /** Waits for a service. */
  protected <T> T service(Class<T> type) {
    return service(type, "");
  }

  /** Waits for the best service of a type that a filter lets through. */
  protected <T> T service(Class<T> type, String filter) {
    try {
      Filter both =
          FrameworkUtil.createFilter("(&(objectClass=" + type.getName() + ")" + filter + ")");
      ServiceTracker<T, T> tracker = new ServiceTracker<>(context, both, null);
      tracker.open();
      T service = tracker.waitForService(SERVICE_MILLIS);
      assertNotNull("no service " + both, service);
      return service;
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(filter, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for " + type.getName(), e);
    }
  }

  /** One of our bundles, such as {@code codec.h264}. */
  protected Bundle ourBundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals("io.boxwire." + name))
        .findFirst()
        .orElseThrow();
  }

  /** Something that comes true. */
  protected interface Condition {
    /** Whether it has. */
    boolean holds() throws Exception;
  }

  /** Waits until a condition holds; an assertion tells which one never did. */
  protected static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertTrue(what, System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
