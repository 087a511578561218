package io.boxwire.itests.crash;

import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.itests.crash.Troubled.Shape;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Records in a process whose files may have only a certain size. */
final class LimitedRecording {
  private LimitedRecording() {}

  static FilmCamera camera() {
    return new FilmCamera("limited", new Film("h264", "g711a"), Duration.ofMinutes(10));
  }

  /**
   * Records, then says what came of it: frames handed out, frames missing, the outcome.
   *
   * @param arguments the file, the layout
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Troubled recording =
        Troubled.start(
            file,
            camera(),
            new Shape(
                MuxerOptions.of(Layout.valueOf(arguments[1])),
                request -> request.segmentTime(Duration.ofHours(1))));
    if (!recording.await()) {
      throw new AssertionError("the recording hangs");
    }
    Files.write(
        file.resolveSibling("report.tsv"),
        List.of(recording.handed() + "\t" + recording.missing() + "\t" + recording.outcome()));
  }
}
