package io.boxwire.itests.felix;

import static org.ops4j.pax.exam.CoreOptions.bundle;

import io.boxwire.itests.swaps.steering.Probe;
import io.boxwire.itests.swaps.steering.Swaps;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Constants;

/** Bundles are swapped in Felix while recordings run. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapsIT extends Swaps {
  /** The Felix that the other tests have, and what swaps. */
  private static final class Container extends FelixTestSupport {
    @Override
    public Option[] configuration() {
      return OptionUtils.combine(
          super.configuration(),
          bundle(jar("api").resolveSibling("asm.jar").toUri().toString()),
          bundle(jar("itests.swaps.steering").toUri().toString()),
          bundle(jar("itests.swaps.load").toUri().toString()).startLevel(90));
    }
  }

  /** What the container is made of. */
  @Configuration
  public Option[] configuration() {
    return new Container().configuration();
  }

  /** What the test may see. */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder builder) {
    return builder.setHeader(Constants.DYNAMICIMPORT_PACKAGE, Probe.IMPORTS);
  }
}
