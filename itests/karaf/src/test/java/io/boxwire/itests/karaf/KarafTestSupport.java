package io.boxwire.itests.karaf;

import static org.junit.Assert.assertNotNull;
import static org.ops4j.pax.exam.CoreOptions.maven;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.OptionUtils.combine;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.KarafDistributionOption;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
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
 * A Karaf from its own distribution with our features, started once for all tests of a class.
 * Everything comes from the repository that the build has made, nothing from the user's or from the
 * network.
 *
 * <p>The tests of a subclass run inside Karaf; {@link #configuration()} and what it calls run
 * outside, before it starts. A container that fails leaves its log in {@code
 * target/exam/*&#47;data/log/karaf.log}.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class KarafTestSupport {
  private static final long START_MILLIS = 60_000;
  private static final long SERVICE_MILLIS = 10_000;
  private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
  private static final String MANAGEMENT = "etc/org.apache.karaf.management.cfg";

  @Inject protected BundleContext context;

  /** Not before all boot features are installed does a test begin. */
  @Inject private BootFinished bootFinished;

  /**
   * What the test may see. Said by each class, since one that says otherwise would leave its word
   * to those that are run after it: the probe's headers are kept.
   */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder builder) {
    return builder.setHeader(Constants.DYNAMICIMPORT_PACKAGE, "*");
  }

  /** What the container is made of: Karaf, our features, and what a subclass adds. */
  @Configuration
  public final Option[] configuration() throws IOException {
    return combine(combine(combine(karaf(), forwarded()), installed()), moreOptions());
  }

  /** The features that are installed before the tests begin. */
  protected List<String> features() {
    return List.of("boxwire");
  }

  /** Further options: system properties, files in {@code etc}, features, bundles. */
  protected Option[] moreOptions() throws IOException {
    return options();
  }

  private static Option[] karaf() throws IOException {
    Path containers = Path.of(property("boxwire.containers"));
    int[] ports = FreePorts.find(2);
    return combine(
        options(
            karafDistributionConfiguration()
                .frameworkUrl(
                    maven("org.apache.karaf", "apache-karaf").versionAsInProject().type("zip"))
                .unpackDirectory(containers.toFile())
                .useDeployFolder(false),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            keepRuntimeFolder(),
            logLevel(LogLevel.INFO),
            systemTimeout(START_MILLIS),
            editConfigurationFilePut(MANAGEMENT, "rmiRegistryPort", "" + ports[0]),
            editConfigurationFilePut(MANAGEMENT, "rmiServerPort", "" + ports[1]),
            editConfigurationFilePut(
                MAVEN,
                "org.ops4j.pax.url.mvn.repositories",
                Path.of(property("boxwire.repository")).toUri()
                    + "@id=boxwire@snapshots@checksum=ignore"),
            editConfigurationFilePut(
                MAVEN,
                "org.ops4j.pax.url.mvn.localRepository",
                containers.resolve("m2").toString())),
        vmOptions(moduleOptions(property("karaf.version"))));
  }

  private Option installed() {
    String address = "mvn:io.boxwire/io.boxwire.features/%s/xml/features";
    return KarafDistributionOption.features(
        address.formatted(property("boxwire.version")), features().toArray(String[]::new));
  }

  /** What {@code bin/karaf} gives the virtual machine, so that Karaf may reach into the JDK. */
  private static String[] moduleOptions(String version) {
    String endorsed = "lib/endorsed/org.apache.karaf.specs.";
    return new String[] {
      "--add-reads=java.xml=java.logging",
      "--patch-module=java.base=" + endorsed + "locator-" + version + ".jar",
      "--patch-module=java.xml=" + endorsed + "java.xml-" + version + ".jar",
      "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
      "--add-opens=java.base/java.security=ALL-UNNAMED",
      "--add-opens=java.base/java.net=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/java.util=ALL-UNNAMED",
      "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
      "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
      "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
      "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
      "-classpath",
      "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*"
    };
  }

  /** Our system properties hold inside the container as well. */
  private static Option[] forwarded() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("boxwire."))
        .sorted()
        .map(name -> systemProperty(name).value(System.getProperty(name)))
        .toArray(Option[]::new);
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    assertNotNull("system property " + name + ": the build sets it", value);
    return value;
  }

  /** Waits for a service. */
  protected final <T> T service(Class<T> type) {
    return service(type, "");
  }

  /** Waits for the best service of a type that a filter lets through. */
  protected final <T> T service(Class<T> type, String filter) {
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

  /** The bundle of a symbolic name. */
  protected final Bundle bundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
