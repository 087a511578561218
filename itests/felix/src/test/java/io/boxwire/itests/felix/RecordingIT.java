package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Recordings whose parts are stopped under them: each ends playable and says why. */
public class RecordingIT extends FelixTestSupport {
  private static final int VIDEO = 1;

  /** How long a muxer is waited for that does not come back. */
  private static final Duration SOON = Duration.ofMillis(500);

  private Path file;

  @Before
  public void awaitParts() throws IOException {
    file = Files.createTempDirectory("recording").resolve("out.mp4");
    service(CodecPlugin.class, "(codec=h264)");
    service(CodecPlugin.class, "(codec=g711u)");
    service(CaptureDevice.class, "(device.id=builtin)");
    service(MuxerFactory.class, "(container=mp4)");
  }

  @Test
  public void limit_reached_endsByItself() throws Exception {
    Recording recording = recorder().start(request().videoFrames(20).build());
    recording.await();
    assertEquals(20, pictures());
  }

  @Test
  public void muxerStopped_whileRecording_endsPlayable() throws Exception {
    checkStopping("muxer");
  }

  @Test
  public void deviceStopped_whileRecording_endsPlayable() throws Exception {
    checkStopping("device.k230");
  }

  @Test
  public void recorderStopped_whileRecording_endsPlayable() throws Exception {
    checkStopping("recorder");
  }

  @Test
  public void codecStopped_thenRecorder_nobodyWaitsForTheCodec() throws Exception {
    checkStoppingAll("recorder");
  }

  @Test
  public void codecStopped_thenDevice_nobodyWaitsForTheCodec() throws Exception {
    checkStoppingAll("device.k230");
  }

  @Test
  public void codecStopped_thenMuxer_nobodyWaitsForTheCodec() throws Exception {
    checkStoppingAll("muxer");
  }

  /** As when all is refreshed: a codec goes first, and another part soon after. */
  private void checkStoppingAll(String name) throws Exception {
    Recording recording = begin();
    Bundle codec = ourBundle("codec.h264");
    Bundle part = ourBundle(name);
    codec.stop();
    try {
      awaitPictures(recording, recording.statistics().videoFrames() + 3);
      long begin = System.nanoTime();
      part.stop();
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertTrue(took + " ms", took < 2_000);
    } finally {
      part.start();
      codec.start();
    }
    recording.stop();
    assertTrue("ends", ended(recording));
    assertTrue(pictures() >= 10);
  }

  private static boolean ended(Recording recording) throws InterruptedException {
    try {
      return recording.await(Duration.ofSeconds(20));
    } catch (MediaException e) {
      return true;
    }
  }

  @Test
  public void shellStopped_whileRecording_goesOn() throws Exception {
    Recording recording = begin();
    Bundle shell = ourBundle("shell");
    shell.stop();
    try {
      long before = recording.statistics().videoFrames();
      awaitPictures(recording, before + 5);
      recording.stop();
      recording.await();
      assertEquals(recording.statistics().videoFrames(), pictures());
    } finally {
      shell.start();
    }
  }

  @Test
  public void muxerStopped_whileStepped_endsPlayable() throws Exception {
    checkStoppingSteps("muxer");
  }

  @Test
  public void deviceStopped_whileStepped_endsPlayable() throws Exception {
    checkStoppingSteps("device.k230");
  }

  @Test
  public void recorderStopped_whileStepped_endsPlayable() throws Exception {
    checkStoppingSteps("recorder");
  }

  /** Stops a part while a caller makes one step after another, waiting in most of them. */
  private void checkStoppingSteps(String name) throws Exception {
    SteppedRecording recording = recorder().open(request().muxerWait(SOON).build());
    recording.begin();
    CompletableFuture<MediaException> stepping =
        CompletableFuture.supplyAsync(
            () -> assertThrows(MediaException.class, () -> stepOn(recording)));
    awaitPictures(recording, 10);
    Bundle part = ourBundle(name);
    part.stop();
    try {
      assertEquals(Code.SERVICE_GONE, stepping.get(20, TimeUnit.SECONDS).code());
      assertThrows(MediaException.class, recording::step);
    } finally {
      part.start();
    }
    assertEquals(recording.statistics().videoFrames(), pictures());
  }

  private static void stepOn(SteppedRecording recording) throws Exception {
    while (recording.step()) {
      // The next one waits for the camera.
    }
  }

  private void checkStopping(String name) throws Exception {
    Recording recording = begin(request().muxerWait(SOON));
    Bundle part = ourBundle(name);
    part.stop();
    try {
      MediaException failure = assertThrows(MediaException.class, recording::await);
      assertEquals(Code.SERVICE_GONE, failure.code());
      assertEquals(0, failure.getSuppressed().length);
    } finally {
      part.start();
    }
    assertTrue(recording.statistics().videoFrames() >= 10);
    assertEquals(recording.statistics().videoFrames(), pictures());
  }

  private Recording begin() throws Exception {
    return begin(request());
  }

  private Recording begin(RecordingRequest.Builder request) throws Exception {
    Recording recording = recorder().start(request.build());
    awaitPictures(recording, 10);
    return recording;
  }

  private static void awaitPictures(Recording recording, long count) throws Exception {
    while (recording.statistics().videoFrames() < count) {
      assertTrue("runs", !recording.await(Duration.ofMillis(5)));
    }
  }

  private Recorder recorder() {
    return service(Recorder.class);
  }

  private RecordingRequest.Builder request() {
    CaptureRequest capture = CaptureRequest.builder().video("h264").audio("g711u").build();
    return RecordingRequest.to(new Sink.File(file), capture);
  }

  private int pictures() throws MediaException {
    int count = 0;
    try (Demuxer demuxer =
        service(DemuxerFactory.class, "(container=mp4)")
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        count += frame.get().track() == VIDEO ? 1 : 0;
      }
    }
    return count;
  }
}
