package io.boxwire.itests.karaf;

import static org.junit.Assert.assertTrue;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Recordings from the built-in device, H.264 and mu-law, and what is in their files. */
public abstract class RecordingSupport extends KarafTestSupport {
  private static final Duration STEP = Duration.ofMillis(5);
  private static final long ADVANCE_SECONDS = 20;

  /** Waits for all that a recording from the built-in device needs. */
  protected final Recorder recorder() {
    for (String codec : List.of("h264", "g711u")) {
      service(CodecPlugin.class, "(codec=" + codec + ")");
    }
    service(CaptureDevice.class, "(device.id=builtin)");
    return service(Recorder.class);
  }

  /** A recording without end. */
  protected static RecordingRequest.Builder request(Path file) {
    CaptureRequest capture = CaptureRequest.builder().video("h264").audio("g711u").build();
    return RecordingRequest.to(new Sink.File(file), capture);
  }

  /** Waits until a recording has written some more pictures. */
  protected static void awaitMorePictures(Recording recording, int count) throws Exception {
    long goal = recording.statistics().videoFrames() + count;
    long end = System.nanoTime() + Duration.ofSeconds(ADVANCE_SECONDS).toNanos();
    while (recording.statistics().videoFrames() < goal) {
      assertTrue("the recording goes on", !recording.await(STEP));
      assertTrue("the recording advances", System.nanoTime() < end);
    }
  }

  /** How many frames of a codec a file has, by reading them all. */
  protected final int frames(Path file, String codec) throws MediaException {
    try (Demuxer demuxer =
        service(DemuxerFactory.class, "(container=mp4)")
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      int track =
          demuxer.movie().tracks().stream()
              .filter(t -> t.codec().equals(Optional.of(codec)))
              .findFirst()
              .orElseThrow()
              .id();
      int count = 0;
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        count += frame.get().track() == track ? 1 : 0;
      }
      return count;
    }
  }
}
