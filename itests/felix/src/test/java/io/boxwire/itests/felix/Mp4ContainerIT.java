package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** {@code Mp4Container} by the K230 service: what it records is whole whichever part is stopped. */
public class Mp4ContainerIT extends FelixTestSupport {
  private Path folder;

  @Before
  public void awaitParts() throws IOException {
    folder = Files.createTempDirectory("container");
    awaitServices();
  }

  @Test
  public void process_realtime_recordsAndPlaysBack() throws Exception {
    Path file = folder.resolve("a.mp4");
    try (Mp4Container container = started(file)) {
      process(container, 20);
      container.stop();
    }
    assertEquals(20, pictures(file));
  }

  @Test
  public void moduleStopped_inProcess_finishesTheFile() throws Exception {
    Mp4Container container = checkStopping("device.k230");
    container.destroy();
    // The container belongs to the module that was stopped; another one is needed.
    Mp4CfgStr next = recording(folder.resolve("next.mp4"));
    assertEquals(
        Code.SERVICE_GONE, assertThrows(MediaException.class, () -> container.create(next)).code());
    assertTrue(Files.notExists(folder.resolve("next.mp4")));
    recordNext(service(K230.class).newMp4Container());
  }

  @Test
  public void recorderStopped_inProcess_finishesTheFileAndRecordsWithTheNext() throws Exception {
    Mp4Container container = checkStopping("recorder");
    container.destroy();
    recordNext(container);
  }

  @Test
  public void muxerStopped_inProcess_finishesTheFileAndRecordsWithTheNext() throws Exception {
    Mp4Container container = checkStopping("muxer");
    container.destroy();
    recordNext(container);
  }

  /** Stops a part while a thread makes one frame after another, waiting in most of them. */
  private Mp4Container checkStopping(String name) throws Exception {
    Path file = folder.resolve("a.mp4");
    Mp4Container container = started(file);
    process(container, 10);
    CompletableFuture<MediaException> processing =
        CompletableFuture.supplyAsync(
            () -> assertThrows(MediaException.class, () -> processOn(container)));
    until("15 frames", () -> container.statistics().videoFrames() >= 15);
    Bundle part = ourBundle(name);
    part.stop();
    try {
      assertEquals(Code.SERVICE_GONE, processing.get(20, TimeUnit.SECONDS).code());
      assertThrows(MediaException.class, container::stop);
    } finally {
      part.start();
      awaitServices();
    }
    long written = container.statistics().videoFrames();
    assertTrue(written >= 15);
    assertEquals(written, pictures(file));
    return container;
  }

  private void recordNext(Mp4Container container) throws Exception {
    Path file = folder.resolve("next.mp4");
    container.create(recording(file));
    container.start();
    process(container, 5);
    container.stop();
    container.destroy();
    assertEquals(5, pictures(file));
  }

  private Mp4Container started(Path file) throws Exception {
    Mp4Container container = service(K230.class).newMp4Container();
    container.create(recording(file));
    container.start();
    return container;
  }

  private static void process(Mp4Container container, int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      assertTrue(container.process());
    }
  }

  private static void processOn(Mp4Container container) throws Exception {
    while (container.process()) {
      // The next one waits for the camera.
    }
  }

  private static Mp4CfgStr recording(Path file) {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(
        file.toString(),
        Mp4Container.MP4_CODEC_ID_H264,
        1280,
        720,
        Mp4Container.MP4_CODEC_ID_G711U);
    return cfg;
  }

  /** Counts the pictures of a file by playing it. */
  private int pictures(Path file) throws Exception {
    AtomicInteger pictures = new AtomicInteger();
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(
        file.toString(),
        frame -> pictures.addAndGet(frame.codecId == Mp4Container.MP4_CODEC_ID_H264 ? 1 : 0));
    try (Mp4Container container = service(K230.class).newMp4Container()) {
      container.create(cfg);
      container.start();
      processOn(container);
      container.stop();
    }
    return pictures.get();
  }

  private void awaitServices() {
    service(CodecPlugin.class, "(codec=h264)");
    service(CodecPlugin.class, "(codec=g711u)");
    service(CaptureDevice.class, "(device.id=builtin)");
    service(MuxerFactory.class, "(container=mp4)");
    service(DemuxerFactory.class, "(container=mp4)");
    service(Recorder.class);
    service(K230.class);
  }
}
