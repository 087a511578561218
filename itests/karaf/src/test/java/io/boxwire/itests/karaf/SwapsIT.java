package io.boxwire.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.options;

import io.boxwire.itests.swaps.steering.Probe;
import io.boxwire.itests.swaps.steering.Swaps;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Constants;

/** Bundles are swapped in Karaf while recordings run. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapsIT extends Swaps {
  /** The Karaf that the other tests have, and what swaps. */
  private static final class Container extends KarafTestSupport {
    @Override
    protected Option[] moreOptions() {
      return options(
          CoreOptions.bundle(jar("asm")),
          CoreOptions.bundle(jar("io.boxwire.itests.swaps.steering")),
          CoreOptions.bundle(jar("io.boxwire.itests.swaps.load")).startLevel(90));
    }

    private static String jar(String name) {
      return Path.of(System.getProperty("boxwire.bundles"), name + ".jar").toUri().toString();
    }
  }

  /** Not before all boot features are installed does a test begin. */
  @Inject private BootFinished bootFinished;

  /** What the container is made of. */
  @Configuration
  public Option[] configuration() throws IOException {
    return new Container().configuration();
  }

  /** What the test may see. */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder builder) {
    return builder.setHeader(Constants.DYNAMICIMPORT_PACKAGE, Probe.IMPORTS);
  }
}
