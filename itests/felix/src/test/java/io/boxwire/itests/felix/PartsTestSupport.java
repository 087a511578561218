package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Source;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * What tests share that stop, start and update bundles. After each test every component is
 * satisfied, and no thread is left.
 */
public abstract class PartsTestSupport extends FelixTestSupport {
  private static final int VIDEO = 1;
  private static final long PATIENCE_SECONDS = 20;

  /** Of one test. */
  protected Path folder;

  @Before
  public void makeFolder() throws IOException {
    folder = Files.createTempDirectory("swap");
  }

  @After
  public void checkNothingIsBroken() {
    ServiceComponentRuntime components = service(ServiceComponentRuntime.class);
    await("every component to be satisfied", () -> broken(components), List.of());
    await("no thread to be left", PartsTestSupport::ourThreads, List.of());
  }

  /** Waits until all parts of recordings are there. */
  protected void awaitParts() {
    for (String codec : List.of("h264", "h265", "g711a", "g711u")) {
      service(CodecPlugin.class, "(codec=" + codec + ")");
    }
    service(MuxerFactory.class, "(container=mp4)");
    service(DemuxerFactory.class, "(container=mp4)");
    service(Recorder.class);
    service(CaptureDevice.class, "(device.id=builtin)");
  }

  private static List<String> broken(ServiceComponentRuntime components) {
    List<String> broken = new ArrayList<>();
    for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
      for (ComponentConfigurationDTO one : components.getComponentConfigurationDTOs(component)) {
        if (one.state != ComponentConfigurationDTO.ACTIVE
            && one.state != ComponentConfigurationDTO.SATISFIED) {
          broken.add(component.name + " in state " + one.state);
        }
      }
    }
    return broken;
  }

  /** But for the muxer's clock, which keeps its threads for a second after the last file. */
  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("boxwire-") && !name.equals("boxwire-muxer-clock"))
        .sorted()
        .toList();
  }

  /** Waits until there is what is expected; an assertion tells what there was if it never is. */
  protected static <T> void await(String what, Supplier<T> actual, T expected) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    T now = actual.get();
    while (!expected.equals(now) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      now = actual.get();
    }
    assertEquals(what, expected, now);
  }

  /** Updates one of our bundles, with what it was installed from. */
  protected static void update(Bundle bundle) throws IOException, BundleException {
    String name = bundle.getSymbolicName().substring("io.boxwire.".length());
    try (InputStream jar = Files.newInputStream(jar(name))) {
      bundle.update(jar);
    }
  }

  /** What a file holds, as the framework sees it. */
  protected MovieInfo movie(Path file) throws MediaException {
    try (Demuxer demuxer = open(file)) {
      return demuxer.movie();
    }
  }

  /** Reads a file to its end, and counts its pictures. */
  protected int pictures(Path file) throws MediaException {
    int count = 0;
    try (Demuxer demuxer = open(file)) {
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        count += frame.get().track() == VIDEO ? 1 : 0;
      }
    }
    return count;
  }

  private Demuxer open(Path file) throws MediaException {
    return service(DemuxerFactory.class, "(container=mp4)")
        .open(new Source.File(file), DemuxerOptions.builder().build());
  }
}
