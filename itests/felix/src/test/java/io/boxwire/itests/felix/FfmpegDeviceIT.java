package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The ffmpeg device as a service, with a script in place of ffmpeg that writes a known stream. */
public class FfmpegDeviceIT extends FelixTestSupport {
  private static final String PID = "io.boxwire.device.k230.Ffmpeg";
  private static final int PICTURES = 60;

  private Path folder;
  private Path script;

  @Before
  public void prepare() throws Exception {
    service(CodecPlugin.class, "(codec=h264)");
    service(CodecPlugin.class, "(codec=g711u)");
    service(CaptureDevice.class, "(device.id=builtin)");
    service(MuxerFactory.class, "(container=mp4)");
    folder = Files.createTempDirectory("ffmpeg");
    Path stream = folder.resolve("stream.mov");
    record("builtin", Map.of("pace", "fast"), stream);
    script = folder.resolve("ffmpeg");
    Files.writeString(script, "#!/bin/bash\ncat '" + stream + "'\nread -N1\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  public void noConfiguration_deviceFfmpeg_records() throws Exception {
    service(CaptureDevice.class, "(device.id=ffmpeg)");
    Recording recording =
        record("ffmpeg", Map.of("ffmpeg", script.toString()), folder.resolve("out.mp4"));
    assertEquals(PICTURES, recording.statistics().videoFrames());
    assertTrue(recording.statistics().audioFrames() > 0);
  }

  @Test
  public void configurations_each_areADevice() throws Exception {
    Configuration door = configure("door", Map.of("preset", "test"));
    String address = "rtsp://me:hidden@192.0.2.1/1";
    Configuration yard = configure("yard", Map.of("preset", "rtsp", "url", address));
    try {
      CaptureDevice camera = service(CaptureDevice.class, "(device.id=yard)");
      assertTrue(
          camera.options().stream()
              .anyMatch(option -> option.defaultValue().equals("rtsp://***@192.0.2.1/1")));
      ServiceReference<?> reference =
          context.getServiceReferences(CaptureDevice.class, "(device.id=yard)").iterator().next();
      for (String key : reference.getPropertyKeys()) {
        assertFalse(key, String.valueOf(reference.getProperty(key)).contains("hidden"));
      }
      service(CaptureDevice.class, "(device.id=door)");
      Recording first = record("door", Map.of(), folder.resolve("door.mp4"));
      Recording second = record("yard", Map.of(), folder.resolve("yard.mp4"));
      assertEquals(PICTURES, first.statistics().videoFrames());
      assertEquals(PICTURES, second.statistics().videoFrames());
    } finally {
      door.delete();
      yard.delete();
    }
    awaitGone("(device.id=door)");
    awaitGone("(device.id=yard)");
    service(CaptureDevice.class, "(device.id=ffmpeg)");
  }

  @Test
  public void badConfiguration_isNoDevice() throws Exception {
    Configuration bad = configure("bad", Map.of("fps", "0"));
    Configuration good = configure("good", Map.of());
    try {
      // Configurations are delivered one after another.
      service(CaptureDevice.class, "(device.id=good)");
      assertTrue(context.getServiceReferences(CaptureDevice.class, "(device.id=bad)").isEmpty());
    } finally {
      bad.delete();
      good.delete();
    }
    awaitGone("(device.id=good)");
  }

  @Test
  public void deviceStopped_whileRecording_leavesNoProcess() throws Exception {
    Path out = folder.resolve("out.mp4");
    Recording recording =
        service(Recorder.class)
            .start(request("ffmpeg", Map.of("ffmpeg", script.toString()), out).build());
    while (recording.statistics().videoFrames() < PICTURES) {
      assertFalse(recording.await(Duration.ofMillis(5)));
    }
    assertEquals(1, ProcessHandle.current().children().count());
    Bundle device = FrameworkUtil.getBundle(service(CaptureDevice.class).getClass());
    device.stop();
    try {
      MediaException failure = assertThrows(MediaException.class, recording::await);
      assertEquals(MediaException.Code.SERVICE_GONE, failure.code());
      assertEquals(0, ProcessHandle.current().children().count());
    } finally {
      device.start();
    }
  }

  private Configuration configure(String id, Map<String, String> values) throws Exception {
    Configuration configuration =
        service(ConfigurationAdmin.class).createFactoryConfiguration(PID, "?");
    Dictionary<String, Object> properties = new Hashtable<>(values);
    properties.put("device.id", id);
    properties.put("ffmpeg", script.toString());
    configuration.update(properties);
    return configuration;
  }

  private Recording record(String device, Map<String, String> options, Path out) throws Exception {
    Recording recording =
        service(Recorder.class).start(request(device, options, out).videoFrames(PICTURES).build());
    recording.await();
    return recording;
  }

  private static RecordingRequest.Builder request(
      String device, Map<String, String> options, Path out) {
    CaptureRequest capture =
        CaptureRequest.builder().video("h264").audio("g711u").options(options).build();
    return RecordingRequest.to(new Sink.File(out), capture)
        .device(device)
        .muxer(MuxerOptions.builder().layout(Layout.FRAGMENTED).build());
  }

  private void awaitGone(String filter) throws Exception {
    until(
        filter + " to go",
        () -> context.getServiceReferences(CaptureDevice.class, filter).isEmpty());
  }
}
