package io.boxwire.itests.felix;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_MUXER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.Mp4FrameListener;
import io.boxwire.itests.felix.K230Support.Unit;
import io.boxwire.itests.felix.K230Support.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * What tests of the K230 module share: its parts, files that are written, played and judged. After
 * each test every component is satisfied, and no thread is left.
 */
public abstract class K230TestSupport extends FelixTestSupport {
  /** The pictures of {@link #units()}. */
  protected static final int PICTURES = 60;

  private static final int VIDEO = 1;
  private static final long PATIENCE_SECONDS = 20;

  /** Of one test. */
  protected Path folder;

  /** The module, as it is now. */
  protected K230 k230;

  @Before
  public void makeFolder() throws IOException {
    folder = Files.createTempDirectory("k230");
    awaitParts();
  }

  @After
  public void checkNothingIsBroken() {
    ServiceComponentRuntime components = service(ServiceComponentRuntime.class);
    await("every component to be satisfied", () -> broken(components), List.of());
    await("no thread to be left", K230TestSupport::ourThreads, List.of());
  }

  /** Waits until all parts are there, and takes the module that is. */
  protected void awaitParts() {
    for (String codec : List.of("h264", "h265", "g711a", "g711u")) {
      service(CodecPlugin.class, "(codec=" + codec + ")");
    }
    service(MuxerFactory.class, "(container=mp4)");
    service(DemuxerFactory.class, "(container=mp4)");
    service(Recorder.class);
    service(CaptureDevice.class, "(device.id=builtin)");
    k230 = service(K230.class);
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

  /** Waits until a container has recorded so many pictures. */
  protected static void awaitPictures(Mp4Container container, long count) {
    await(count + " pictures", () -> container.statistics().videoFrames() >= count, true);
  }

  /** One of our bundles, such as {@code codec.h264}. */
  protected Bundle bundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals("io.boxwire." + name))
        .findFirst()
        .orElseThrow();
  }

  /** A file that does not exist yet. */
  protected Path fresh(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    return file;
  }

  /** Frames of the built-in device. */
  protected List<Unit> units() throws Exception {
    return K230Support.units(service(CaptureDevice.class, "(device.id=builtin)"), PICTURES);
  }

  /** Writes a file by the calls. */
  protected void write(Path file, int fmp4Flag, List<Unit> units) {
    Writing writing = new Writing(k230.newKdMp4(), file, fmp4Flag);
    writing.writeAll(units);
    writing.finish();
  }

  /** A container that records from the built-in device. */
  protected Mp4Container recording(Path file, int fmp4Flag, String pace) throws MediaException {
    Mp4CfgStr cfg = muxerCfg(file, fmp4Flag);
    cfg.setDevice("builtin", Map.of("pace", pace));
    return started(cfg);
  }

  /** A container that records from the default device. */
  protected Mp4Container recordingFromDefault(Path file) throws MediaException {
    return started(muxerCfg(file, 0));
  }

  private static Mp4CfgStr muxerCfg(Path file, int fmp4Flag) {
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(
        file.toString(),
        MP4_CODEC_ID_H264,
        K230Support.WIDTH,
        K230Support.HEIGHT,
        MP4_CODEC_ID_G711U,
        fmp4Flag);
    return cfg;
  }

  /** A container that plays, as fast as it is asked to. */
  protected Mp4Container playing(Path file, Mp4FrameListener listener) throws MediaException {
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), listener);
    return started(cfg);
  }

  private Mp4Container started(Mp4CfgStr cfg) throws MediaException {
    Mp4Container container = k230.newMp4Container();
    container.create(cfg);
    container.start();
    return container;
  }

  protected static void process(Mp4Container container, int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      assertTrue("a frame", container.process());
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

  /** Expects a file to hold what a container says that it has recorded. */
  protected void checkFile(Path file, Mp4Container container) throws MediaException {
    RecordingStatistics said = container.statistics();
    List<TrackInfo> tracks = movie(file).tracks();
    assertEquals(
        List.of(Optional.of("h264"), Optional.of("g711u")),
        tracks.stream().map(TrackInfo::codec).toList());
    assertEquals(said.videoFrames(), pictures(file));
    assertTrue(said.audioFrames() > 0);
    assertEquals(said.audioFrames() * K230Support.BLOCK, tracks.get(1).mediaDuration());
  }
}
