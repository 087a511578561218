package io.boxwire.itests.crash;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A recording of a film that something happens to, and what came of it. */
final class Troubled {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final FilmCamera camera;
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  private final Recording recording;
  private Optional<MediaException> failure = Optional.empty();

  private Troubled(Sink sink, FilmCamera camera, Shape shape) throws MediaException {
    this.camera = camera;
    Film film = camera.film();
    RecordingRequest.Builder request =
        RecordingRequest.to(
                sink,
                CaptureRequest.builder()
                    .video(film.codec(Film.VIDEO))
                    .audio(film.codec(Film.AUDIO))
                    .build())
            .device(camera.id())
            .muxer(shape.muxer().toBuilder().listener(events::add).build());
    Recorder recorder =
        Trial.boxwire().recorder().orElseThrow().using(Trial.boxwire().muxers(), List.of(camera));
    this.recording = recorder.start(shape.request().apply(request).build());
  }

  /**
   * How is recorded.
   *
   * @param muxer the files
   * @param request adds what else is asked for
   */
  record Shape(MuxerOptions muxer, UnaryOperator<RecordingRequest.Builder> request) {
    /** One file. */
    static Shape oneFile(MuxerOptions muxer) {
      return new Shape(muxer, request -> request);
    }
  }

  /** Begins to record all that a camera films. */
  static Troubled start(Path file, FilmCamera camera, Shape shape) throws MediaException {
    return start(new Sink.File(file), camera, shape);
  }

  /** Begins to record all that a camera films. */
  static Troubled start(Sink sink, FilmCamera camera, Shape shape) throws MediaException {
    return new Troubled(sink, camera, shape);
  }

  /**
   * Waits for the end.
   *
   * @return false if there was none in two minutes
   */
  boolean await() throws InterruptedException {
    try {
      return recording.await(LONGEST);
    } catch (MediaException e) {
      failure = Optional.of(e);
      return true;
    }
  }

  /** What it ended with, if not with the film. */
  Optional<MediaException> failure() {
    return failure;
  }

  RecordingStatistics statistics() {
    return recording.statistics();
  }

  /** The files that were begun. */
  List<Path> files() {
    return recording.files();
  }

  List<MediaEvent> events() {
    return events;
  }

  List<MediaEvent> events(MediaEvent.Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).toList();
  }

  /** How many frames the camera handed out. */
  long handed() {
    return (long) camera.handed(Film.VIDEO) + camera.handed(Film.AUDIO);
  }

  /** How many frames it says that it has not recorded. */
  long missing() {
    RecordingStatistics now = statistics();
    return now.framesLost() + now.framesRefused() + now.framesLeftOut();
  }

  /** What it ended with, in words. */
  String outcome() {
    return failure
        .map(e -> e.code() + ": " + e.getMessage().replaceAll("[\\t\\n]", " "))
        .orElse("all recorded");
  }
}
