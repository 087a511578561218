package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Repairer;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorder between a device and a muxer that tests command, and what they look at. */
@Timeout(30)
abstract class RecorderFixture {
  private static final Set<Kind> OF_EVERY_RECORDING =
      EnumSet.of(Kind.RECORDING_STARTED, Kind.FILE_OPENED, Kind.FILE_CLOSED, Kind.RECORDING_ENDED);

  final List<String> journal = new CopyOnWriteArrayList<>();

  /** What the request's listener is told, but for what every recording tells without frames. */
  final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  /** Of every event of every recording: its name, its state then, and the kind. */
  final List<String> told = new CopyOnWriteArrayList<>();

  final FakeDevice device = new FakeDevice("fake", journal);
  final FakeMuxers muxers = new FakeMuxers(journal);
  final List<MuxerFactory> presentMuxers = new CopyOnWriteArrayList<>(List.of(muxers));
  final List<CaptureDevice> presentDevices = new CopyOnWriteArrayList<>(List.of(device));
  volatile Optional<Repairer> repairer = Optional.empty();
  volatile Threads threads = RecorderThreads::make;
  final DefaultRecorder recorder =
      new DefaultRecorder(
          () -> presentMuxers,
          () -> presentDevices,
          () -> true,
          (status, event) -> told.add(status.name() + " " + status.state() + " " + event.kind()),
          task -> journal.add("recording ended"),
          () -> repairer,
          (name, work) -> threads.make(name, work));

  @TempDir Path folder;

  @AfterEach
  void everyFrameWasReleasedOnceAndTheDeviceClosed() {
    device.assertReleasedOnce();
  }

  Path file() {
    return folder.resolve("out.mp4");
  }

  RecordingRequest.Builder request() {
    return request("out.mp4");
  }

  RecordingRequest.Builder request(String name) {
    MuxerOptions options = MuxerOptions.builder().listener(this::note).build();
    return RecordingRequest.to(
            new Sink.File(folder.resolve(name)), CaptureRequest.builder().video("h264").build())
        .device("fake")
        .muxer(options);
  }

  private void note(MediaEvent event) {
    if (!OF_EVERY_RECORDING.contains(event.kind()) || event.frames().isPresent()) {
      events.add(event);
    }
  }

  void assertRefused(RecordingRequest.Builder request, Code code, String message) {
    MediaException refusal =
        catchThrowableOfType(MediaException.class, () -> recorder.start(request.build()));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(message);
  }

  static MediaException failureOf(Recording recording) {
    return catchThrowableOfType(MediaException.class, recording::await);
  }

  /** Waits for a condition that another thread makes true; the class's timeout is the limit. */
  static void awaitTrue(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("the condition did not come true in time");
      }
      Thread.yield();
    }
  }
}
