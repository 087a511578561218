package io.boxwire.itests.crash;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Four cameras recorded at once, as fast as that goes, in a process with little memory. */
final class FourCameras {
  /** The files of a camera begin with its name. */
  static final List<String> NAMES = List.of("north", "east", "south", "west");

  private static final long MOST_MILLIS_BETWEEN_LOOKS = 500;

  private FourCameras() {}

  /** What a camera films. */
  static FilmCamera camera(String name, Duration length) {
    Film film =
        NAMES.indexOf(name) % 2 == 0 ? new Film("h264", "g711a") : new Film("h265", "g711u");
    return new FilmCamera(name, film, length);
  }

  /**
   * Records, and says how much memory was in use, a line a look: hours of media, bytes, tab
   * between.
   *
   * @param arguments the folder, minutes of media, minutes a file or 0 for one file
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Duration length = Duration.ofMinutes(Long.parseLong(arguments[1]));
    Duration segment = Duration.ofMinutes(Long.parseLong(arguments[2]));
    List<FilmCamera> cameras = NAMES.stream().map(name -> camera(name, length)).toList();
    Boxwire boxwire = Trial.boxwire();
    Recorder recorder = boxwire.recorder().orElseThrow().using(boxwire.muxers(), cameras);
    List<Recording> recordings = new ArrayList<>();
    for (FilmCamera camera : cameras) {
      recordings.add(recorder.start(request(folder, camera, segment)));
    }
    // A minute takes about 150 ms: so there are some dozens, also where it is soon over.
    Duration between =
        Duration.ofMillis(Math.min(MOST_MILLIS_BETWEEN_LOOKS, 4 * length.toMinutes()));
    List<String> looks = new ArrayList<>();
    for (Recording recording : recordings) {
      while (!recording.await(between)) {
        looks.add(look(cameras));
      }
    }
    looks.add(look(cameras));
    Files.write(folder.resolve("memory.tsv"), looks);
  }

  private static RecordingRequest request(Path folder, FilmCamera camera, Duration segment) {
    Film film = camera.film();
    RecordingRequest.Builder request =
        RecordingRequest.to(
                new Sink.File(folder.resolve(camera.id() + ".mp4")),
                CaptureRequest.builder()
                    .video(film.codec(Film.VIDEO))
                    .audio(film.codec(Film.AUDIO))
                    .build())
            .device(camera.id())
            .muxer(MuxerOptions.of(Layout.HYBRID));
    return (segment.isZero() ? request : request.segmentTime(segment)).build();
  }

  private static String look(List<FilmCamera> cameras) {
    System.gc();
    Runtime memory = Runtime.getRuntime();
    long media = cameras.stream().mapToLong(FilmCamera::delivered).max().orElseThrow();
    return Duration.ofNanos(media).toMinutes() / 60.0
        + "\t"
        + (memory.totalMemory() - memory.freeMemory());
  }
}
