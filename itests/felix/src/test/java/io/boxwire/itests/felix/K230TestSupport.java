package io.boxwire.itests.felix;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_MUXER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.MediaException;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.Mp4FrameListener;
import io.boxwire.itests.felix.K230Support.Unit;
import io.boxwire.itests.felix.K230Support.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;

/** What tests of the K230 module share: its parts, files that are written, played and judged. */
public abstract class K230TestSupport extends PartsTestSupport {
  /** The pictures of {@link #units()}. */
  protected static final int PICTURES = 60;

  /** The module, as it is now. */
  protected K230 k230;

  @Before
  public void findModule() {
    awaitParts();
  }

  /** Waits until all parts are there, and takes the module that is. */
  @Override
  protected void awaitParts() {
    super.awaitParts();
    k230 = service(K230.class);
  }

  /** Waits until a container has recorded so many pictures. */
  protected static void awaitPictures(Mp4Container container, long count) {
    await(count + " pictures", () -> container.statistics().videoFrames() >= count, true);
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
