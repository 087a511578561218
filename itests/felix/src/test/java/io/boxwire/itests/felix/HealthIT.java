package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.mavenBundle;

import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** The health checks on real recordings whose parts go and come back. */
public class HealthIT extends FelixTestSupport {
  private static final long PATIENCE_SECONDS = 20;
  private static final String CODECS = "Boxwire codecs";
  private static final String DEVICES = "Boxwire devices";
  private static final String DISK = "Boxwire disk";
  private static final String RECORDINGS = "Boxwire recordings";

  private Path folder;

  @Override
  @Configuration
  public Option[] configuration() {
    return Stream.concat(
            Arrays.stream(super.configuration()),
            Stream.of(
                mavenBundle("org.apache.felix", "org.apache.felix.healthcheck.api")
                    .versionAsInProject()
                    .startLevel(20),
                bundle(jar("health").toUri().toString()).startLevel(85)))
        .toArray(Option[]::new);
  }

  @Before
  public void awaitParts() throws Exception {
    folder = Files.createTempDirectory("health");
    service(CodecPlugin.class, "(codec=h264)");
    service(CodecPlugin.class, "(codec=g711u)");
    service(CaptureDevice.class, "(device.id=builtin)");
    // The machine of the test may have little room.
    configure("io.boxwire.health.Disk", Map.of("least.free.mib", 0L, "least.minutes", 0L));
    await(DISK, Result.Status.OK);
  }

  @Test
  public void noRecording_allChecksAreThereAndWell() throws Exception {
    for (String name : List.of(CODECS, DEVICES, DISK, RECORDINGS)) {
      ServiceReference<HealthCheck> reference = reference(name);
      assertEquals("boxwire", ((String[]) reference.getProperty(HealthCheck.TAGS))[0]);
      Result result = execute(name);
      assertEquals(result.toString(), Result.Status.OK, result.getStatus());
    }
  }

  @Test
  public void recording_runs_allIsWell() throws Exception {
    Recording recording = begin();
    try {
      for (String name : List.of(CODECS, DEVICES, DISK, RECORDINGS)) {
        Result result = await(name, Result.Status.OK);
        assertTrue(result.toString(), text(result).contains("door: "));
      }
    } finally {
      recording.stop();
      recording.await();
    }
  }

  @Test
  public void codecStops_checkNamesItUntilItIsBack() throws Exception {
    Recording recording = begin();
    Bundle codec = ourBundle("codec.h264");
    codec.stop();
    try {
      Result missing = await(CODECS, Result.Status.CRITICAL);
      assertTrue(text(missing), text(missing).contains("door: no codec plugin for h264"));
    } finally {
      codec.start();
    }
    await(CODECS, Result.Status.OK);
    recording.stop();
    recording.await();
  }

  @Test
  public void room_lessThanConfigured_isCritical() throws Exception {
    Recording recording = begin();
    configure("io.boxwire.health.Disk", Map.of("least.free.mib", Long.MAX_VALUE >> 20));
    Result full = await(DISK, Result.Status.CRITICAL);
    assertTrue(text(full), text(full).contains("MiB are free for " + folder));
    recording.stop();
    recording.await();
  }

  @Test
  public void deviceStops_configuredRecordingWaits_checksSaySo() throws Exception {
    ConfigurationAdmin admin = service(ConfigurationAdmin.class);
    org.osgi.service.cm.Configuration yard =
        admin.createFactoryConfiguration("io.boxwire.recorder.Recording", "?");
    Dictionary<String, Object> settings = new Hashtable<>();
    settings.put("name", "yard");
    settings.put("folder", folder.toString());
    yard.update(settings);
    Bundle device = ourBundle("device.k230");
    try {
      awaitText(RECORDINGS, Result.Status.OK, "yard: advances");
      device.stop();
      awaitText(DEVICES, Result.Status.CRITICAL, "yard: the device builtin is not present");
      awaitText(RECORDINGS, Result.Status.TEMPORARILY_UNAVAILABLE, "yard: waits for");
    } finally {
      device.start();
    }
    awaitText(RECORDINGS, Result.Status.OK, "yard: advances");
    yard.delete();
    awaitText(RECORDINGS, Result.Status.OK, "there is no recording");
  }

  private Recording begin() throws Exception {
    CaptureRequest capture = CaptureRequest.builder().video("h264").audio("g711u").build();
    Path file = Files.createTempDirectory(folder, "recording").resolve("out.mp4");
    Recording recording =
        service(Recorder.class)
            .start(RecordingRequest.to(new Sink.File(file), capture).name("door").build());
    until("ten frames", () -> recording.statistics().videoFrames() >= 10);
    return recording;
  }

  private void configure(String pid, Map<String, Object> settings) throws Exception {
    service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(new Hashtable<>(settings));
  }

  private Result await(String name, Result.Status status) throws Exception {
    return awaitText(name, status, "");
  }

  /** Runs a check until it says what is wanted. */
  private Result awaitText(String name, Result.Status status, String message) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Result result = execute(name);
      if (result.getStatus() == status && text(result).contains(message)) {
        return result;
      }
      assertTrue(name + ": " + result + text(result), System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private Result execute(String name) {
    return service(HealthCheck.class, filter(name)).execute();
  }

  private ServiceReference<HealthCheck> reference(String name) throws Exception {
    return context.getServiceReferences(HealthCheck.class, filter(name)).iterator().next();
  }

  private static String filter(String name) {
    return "(" + HealthCheck.NAME + "=" + name + ")";
  }

  private static String text(Result result) {
    return StreamSupport.stream(result.spliterator(), false)
        .map(ResultLog.Entry::getMessage)
        .toList()
        .toString();
  }
}
