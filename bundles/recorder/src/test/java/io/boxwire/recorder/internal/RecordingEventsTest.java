package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.RecordingStatus.Origin;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told what, and when. */
final class RecordingEventsTest extends RecorderFixture {
  private final List<String> heard = new ArrayList<>();
  private final RecordingEvents tested =
      new RecordingEvents(
          event -> heard.add("request: " + event.message()),
          (status, event) -> heard.add(status.name() + ": " + event.message()));

  @Test
  void onEvent_beforeTheRecordingIsThere_isToldLater() {
    tested.onEvent(event("early"));
    assertThat(heard).isEmpty();
    tested.attach(RecordingEventsTest::status);
    tested.onEvent(event("late"));
    assertThat(heard).containsExactly("request: early", "cam: early", "request: late", "cam: late");
  }

  @Test
  void onEvent_fromWithinAListener_isToldAfterThatEvent() {
    RecordingEvents[] events = new RecordingEvents[1];
    events[0] =
        new RecordingEvents(
            event -> {
              if (event.message().equals("first")) {
                events[0].onEvent(event("second"));
              }
            },
            (status, event) -> heard.add(event.message()));
    events[0].attach(RecordingEventsTest::status);
    events[0].onEvent(event("first"));
    assertThat(heard).containsExactly("first", "second");
  }

  @Test
  void onEvent_listenerThrows_tellsTheOthersAndTheNext() {
    RuntimeException mistake = new IllegalStateException("a mistake");
    RecordingEvents events =
        new RecordingEvents(
            event -> {
              throw mistake;
            },
            (status, event) -> heard.add(event.message()));
    events.attach(RecordingEventsTest::status);
    List<Throwable> uncaught = new ArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    try {
      events.onEvent(event("first"));
      events.onEvent(event("second"));
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
    assertThat(heard).containsExactly("first", "second");
    assertThat(uncaught).containsExactly(mistake, mistake);
  }

  @Test
  void start_anyRecording_tellsItsBeginningAndEndToBoth() throws Exception {
    device.frames(0, 3).end();
    recorder.start(request().name("cam").build()).await();
    assertThat(told)
        .containsExactly(
            "cam OPEN FILE_OPENED",
            "cam RUNNING RECORDING_STARTED",
            "cam STOPPING FILE_CLOSED",
            "cam ENDED RECORDING_ENDED");
  }

  private static MediaEvent event(String message) {
    return MediaEvent.of(Kind.TRACK_STALLED, message);
  }

  private static RecordingStatus status() {
    RecordingRequest request =
        RecordingRequest.to(
                new Sink.File(Path.of("x.mp4")), CaptureRequest.builder().video("h264").build())
            .muxer(MuxerOptions.builder().build())
            .build();
    return RecordingStatus.of("cam", Origin.CALL, request, Recording.State.RUNNING).build();
  }
}
