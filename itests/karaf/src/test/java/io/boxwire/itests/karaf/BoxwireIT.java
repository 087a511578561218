package io.boxwire.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The feature {@code boxwire}: what it offers is there and works, as code and as configuration. */
public class BoxwireIT extends RecordingSupport {
  private static final Duration FILE_INSTALL = Duration.ofSeconds(20);

  @Test
  public void services_ofAllParts_areThere() {
    assertNotNull(service(MuxerFactory.class, "(container=mp4)"));
    assertNotNull(service(DemuxerFactory.class, "(container=mp4)"));
    assertNotNull(service(Recorder.class));
    assertNotNull(service(CommandLine.class));
    assertEquals("k230-example", service(CommandExtension.class).name());
    for (String codec : List.of("h264", "h265", "g711a", "g711u")) {
      assertEquals(codec, service(CodecPlugin.class, "(codec=" + codec + ")").codec());
    }
    for (String device : List.of("builtin", "ffmpeg", "v4l2")) {
      assertNotNull(service(CaptureDevice.class, "(device.id=" + device + ")"));
    }
  }

  @Test
  public void bundles_ofOurs_areActiveAtTheirStartLevels() {
    int found = 0;
    for (Bundle bundle : context.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name != null && name.startsWith("io.boxwire.")) {
        found++;
        assertEquals(name, Bundle.ACTIVE, bundle.getState());
        int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        assertTrue(name + " at " + level, level >= 60 && level <= 85);
      }
    }
    assertEquals(17, found);
  }

  @Test
  public void recorder_builtinDevice_isRecorded() throws Exception {
    Path file = Files.createTempDirectory("recorder").resolve("out.mp4");
    Recording recording = recorder().start(request(file).videoFrames(20).build());
    recording.await();
    assertEquals(20, frames(file, "h264"));
    assertEquals(recording.statistics().audioFrames(), frames(file, "g711u"));
  }

  @Test
  public void muxer_everyLayout_isReadByTheDemuxer() throws Exception {
    recorder();
    Path folder = Files.createTempDirectory("layouts");
    for (Layout layout : Layout.values()) {
      Path file = folder.resolve(layout + ".mp4");
      assertEquals(layout.toString(), mux(file, layout), frames(file, "h264"));
    }
  }

  /** Writes 100 frames, of which it returns how many are pictures. */
  private int mux(Path file, Layout layout) throws Exception {
    CaptureRequest request =
        CaptureRequest.builder()
            .video("h264")
            .audio("g711u")
            .options(Map.of("pace", "fast"))
            .build();
    int pictures = 0;
    try (CaptureSession session =
            service(CaptureDevice.class, "(device.id=builtin)").open(request);
        Muxer muxer =
            service(MuxerFactory.class, "(container=mp4)")
                .open(new Sink.File(file), MuxerOptions.of(layout))) {
      int video = 0;
      for (TrackFormat format : session.tracks()) {
        int track = muxer.addTrack(format);
        video = format.codec().equals(Optional.of("h264")) ? track : video;
      }
      for (int i = 0; i < 100; i++) {
        Frame frame = session.read().orElseThrow();
        pictures += frame.track() == video ? 1 : 0;
        muxer.write(frame);
      }
    }
    return pictures;
  }

  @Test
  public void commands_recordAndInfo_doTheirWork() throws Exception {
    recorder();
    Path folder = Files.createTempDirectory("commands");
    String name = "cam$1 (2).mp4";
    assertEquals(name + "\n", run(folder, "record", name, "--frames", "15").replace("./", ""));
    String info = run(folder, "info", name, "--json");
    assertTrue(info, info.contains("\"codec\":\"h264\"") && info.contains("\"samples\":15"));
    assertTrue(run(folder, "plugins").contains("io.boxwire.codec.h264"));
  }

  private String run(Path folder, String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Streams streams = Streams.of(InputStream.nullInputStream(), out, messages).inDirectory(folder);
    int status = service(CommandLine.class).run(List.of(words), streams);
    assertEquals(err.toString(StandardCharsets.UTF_8), CommandLine.DONE, status);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  public void deviceConfiguration_fileInEtc_isADevice() throws Exception {
    Path file = etc("io.boxwire.device.k230.Builtin-gate.cfg");
    Files.writeString(file, "device.id = gate\nfps = 12.5\ndescription = the gate\n");
    try {
      Waiting.until("device gate", FILE_INSTALL, () -> device("gate").isPresent());
      assertEquals("the gate", device("gate").orElseThrow().description());
    } finally {
      Files.deleteIfExists(file);
    }
    Waiting.until("no device gate", FILE_INSTALL, () -> isGone(file) && device("gate").isEmpty());
  }

  private Optional<CaptureDevice> device(String id) throws Exception {
    return context.getServiceReferences(CaptureDevice.class, "(device.id=" + id + ")").stream()
        .findFirst()
        .map(context::getService);
  }

  @Test
  public void recordingConfiguration_fileInEtc_recordsUntilItIsDeleted() throws Exception {
    Recorder recorder = recorder();
    Path folder = Files.createTempDirectory("configured").resolve("yard");
    Path file = etc("io.boxwire.recorder.Recording-yard.cfg");
    Files.writeString(
        file,
        """
        name = yard
        device = builtin
        video = h265
        audio = g711a
        folder = %s
        pattern = yard.mp4
        layout = fragmented
        """
            .formatted(folder));
    try {
      Waiting.until("recording yard", FILE_INSTALL, () -> pictures(recorder, "yard") > 10);
    } finally {
      Files.deleteIfExists(file);
    }
    Waiting.until(
        "end of yard", FILE_INSTALL, () -> isGone(file) && pictures(recorder, "yard") == 0);
    assertTrue(frames(folder.resolve("yard.mp4"), "h265") > 10);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  /** How many pictures a recording has written; 0 if there is none of that name. */
  private static long pictures(Recorder recorder, String name) {
    return recorder.recordings().stream()
        .filter(status -> status.name().equals(name))
        .mapToLong(status -> status.statistics().videoFrames())
        .sum();
  }

  /** Karaf may write a configuration's file once more, just after it has read it. */
  private static boolean isGone(Path file) throws IOException {
    return !Files.deleteIfExists(file);
  }

  private static Path etc(String name) {
    return Path.of(System.getProperty("karaf.etc"), name);
  }
}
