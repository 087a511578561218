package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.itests.felix.K230Support.Unit;
import io.boxwire.itests.felix.K230Support.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The K230 module as a service: it records and plays, is configured, and misses parts. */
public class K230ModuleIT extends K230TestSupport {
  @Test
  public void container_fastAndRealtime_bothLayouts_recordEveryFrame() throws Exception {
    for (int fmp4Flag = 0; fmp4Flag <= 1; fmp4Flag++) {
      for (String pace : List.of("fast", "realtime")) {
        Path file = folder.resolve(pace + fmp4Flag + ".mp4");
        long start = System.nanoTime();
        Mp4Container container = recording(file, fmp4Flag, pace);
        process(container, 30);
        container.stop();
        container.destroy();

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        // The first picture needs no waiting.
        assertTrue(millis + " ms", pace.equals("fast") || millis >= 29 * 1_000 / 30);
        assertEquals(30, container.statistics().videoFrames());
        checkFile(file, container);
        MovieInfo movie = movie(file);
        assertEquals(fmp4Flag == 1 ? Layout.FRAGMENTED : Layout.PROGRESSIVE, movie.layout());
        assertEquals(1.0, movie.duration().toMillis() / 1_000.0, 0.05);
      }
    }
  }

  @Test
  public void container_playing_deliversEveryFrame() throws Exception {
    Path file = folder.resolve("a.mp4");
    write(file, 0, units());
    List<Integer> sizes = new ArrayList<>();
    try (Mp4Container player = playing(file, data -> sizes.add(data.dataLength))) {
      boolean more = true;
      for (int i = 1; more; i++) {
        more = player.process();
        assertEquals(more ? i : i - 1, sizes.size());
      }
    }
    assertEquals(
        K230Support.read(k230.newKdMp4(), file).stream().map(u -> u.bytes().remaining()).toList(),
        sizes);
  }

  @Test
  public void kdMp4_bothLayouts_framesComeBack() throws Exception {
    List<Unit> units = units();
    for (int fmp4Flag = 0; fmp4Flag <= 1; fmp4Flag++) {
      Path file = folder.resolve(fmp4Flag + ".mp4");
      write(file, fmp4Flag, units);
      List<Unit> read = K230Support.read(k230.newKdMp4(), file);
      assertEquals(times(units), times(read));
      assertEquals(sound(units), sound(read));
      assertEquals(PICTURES, pictures(file));
      assertEquals(2.0, movie(file).duration().toMillis() / 1_000.0, 0.05);
    }
  }

  /** In milliseconds, which a timescale of 90000 keeps. */
  private static List<Long> times(List<Unit> units) {
    return units.stream()
        .filter(Unit::video)
        .map(unit -> Math.round(unit.micros() / 1_000.0))
        .toList();
  }

  private static List<Unit> sound(List<Unit> units) {
    return units.stream().filter(unit -> !unit.video()).toList();
  }

  @Test
  public void defaultDevice_configured_isThatOfTheNextCreate() throws Exception {
    Configuration configuration =
        service(ConfigurationAdmin.class).getConfiguration("io.boxwire.device.k230", "?");
    Path file = folder.resolve("a.mp4");
    Mp4Container running = recordingFromDefault(file);
    process(running, 5);
    try {
      configuration.update(new Hashtable<>(Map.of("default.device", "door")));
      await("refusal", this::refusal, "no capture device door is present");
      process(running, 5);
    } finally {
      configuration.delete();
    }
    await("refusal", this::refusal, "");
    process(running, 5);
    running.destroy();
    assertEquals(15, running.statistics().videoFrames());
    checkFile(file, running);
  }

  /** Why recording from the default device can't be started; empty if it can. */
  private String refusal() {
    try {
      recordingFromDefault(fresh("refused.mp4")).destroy();
      return "";
    } catch (MediaException e) {
      assertEquals(Code.BAD_REQUEST, e.code());
      return e.getMessage().replaceAll(".*(no capture device \\S+ is present).*", "$1");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * As a component does that records when it is activated: the event comes first to whom it may.
   */
  @Test
  public void moduleComesBack_listenerThatRecordsAtOnce_findsItsCamera() throws Exception {
    List<String> outcomes = new CopyOnWriteArrayList<>();
    ServiceListener listener =
        event -> {
          if (event.getType() == ServiceEvent.REGISTERED) {
            outcomes.add(outcomeOfRecording());
          }
        };
    Bundle bundle = ourBundle("device.k230");
    context.addServiceListener(
        listener, "(|(device.id=builtin)(objectClass=" + K230.class.getName() + "))");
    try {
      bundle.stop();
      bundle.start();
      awaitParts();
    } finally {
      context.removeServiceListener(listener);
    }
    assertEquals(List.of("", ""), outcomes);
  }

  private String outcomeOfRecording() {
    try {
      Path file = Files.createTempFile(folder, "at-once", "");
      Files.delete(file);
      RecordingRequest request =
          RecordingRequest.to(new Sink.File(file), CaptureRequest.builder().video("h264").build())
              .videoFrames(1)
              .build();
      service(Recorder.class).start(request).await();
      return "";
    } catch (IOException | InterruptedException e) {
      return e.getMessage();
    }
  }

  @Test
  public void recorderMissing_create_saysSo() throws Exception {
    Path file = folder.resolve("a.mp4");
    checkMissing("recorder", () -> recording(file, 0, "fast"));
    assertFalse(Files.exists(file));
  }

  @Test
  public void muxerMissing_create_saysSo() throws Exception {
    Path file = folder.resolve("a.mp4");
    checkMissing("muxer", () -> recording(file, 0, "fast"));
    assertFalse(Files.exists(file));
    Bundle muxer = ourBundle("muxer");
    muxer.stop();
    try {
      KdMp4 calls = k230.newKdMp4();
      AssertionError refused =
          assertThrows(AssertionError.class, () -> new Writing(calls, file, 1));
      assertTrue(refused.getMessage(), refused.getMessage().contains("no muxer is present"));
    } finally {
      muxer.start();
    }
    assertFalse(Files.exists(file));
    awaitParts();
  }

  @Test
  public void demuxerMissing_create_saysSo() throws Exception {
    Path file = folder.resolve("a.mp4");
    write(file, 0, units());
    checkMissing("demuxer", () -> playing(file, data -> {}));
    assertEquals(PICTURES, pictures(file));
  }

  /** Expects a call to say that a part is missing, and to succeed once it is back. */
  private void checkMissing(String part, Callable<?> create) throws Exception {
    Bundle bundle = ourBundle(part);
    bundle.stop();
    try {
      MediaException missing = assertThrows(MediaException.class, create::call);
      assertEquals(Code.SERVICE_GONE, missing.code());
      assertTrue(missing.getMessage(), missing.getMessage().contains("no " + part + " is present"));
    } finally {
      bundle.start();
    }
    awaitParts();
  }
}
