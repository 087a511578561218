package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.itests.swaps.load.Film;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another thread of the process takes all its memory, again and again: recordings go on, or end
 * with an error that says so; what was written is playable. What a whole recording misses is told
 * to the frame. An error may take some of the count with it, which is itself counted here; but for
 * the frames in the threads' hands, never is more told than is missing.
 */
class LittleMemoryIT {
  private static final int ROUNDS = Trial.count(3, 40);
  private static final int MINUTES = Trial.count(20, 60);

  /**
   * An error may hit a thread that has just written a frame and not told anybody, or has counted it
   * as lost and goes on all the same: one that captures and one that writes.
   */
  private static final int IN_HAND = 2;

  private static final List<String> MEMORY = List.of("-Xmx64m");

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();
  private final Tally tally = new Tally();

  @Test
  void memory_isTakenByAnotherThread_nothingIsLostWithoutWord() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      Path files = Files.createDirectory(folder.resolve("round-" + round));
      Process child = Child.start(LittleMemory.class, MEMORY, files, MINUTES, Trial.SEED + round);
      assertThat(Child.await(child)).as("round %s", round).isZero();
      for (String line : Files.readAllLines(files.resolve("report.tsv"))) {
        judge(round, files, line.split("\t"));
      }
    }
    Trial.say("memory full while recording, " + ROUNDS + " rounds of 2 recordings: " + tally);
    assertThat(tally.failures()).isEmpty();
    assertThat(tally.of("times full")).isGreaterThan(ROUNDS);
  }

  private void judge(int round, Path files, String[] fields) throws IOException {
    if (fields[0].equals("full")) {
      tally.add("times full", Long.parseLong(fields[1]));
      return;
    }
    String what = "round " + round + ", " + fields[0] + ": ";
    long handed = Long.parseLong(fields[2]);
    long missing = Long.parseLong(fields[3]);
    boolean whole = fields[4].equals("all recorded");
    tally.count(whole ? "recordings whole" : "recordings ended by an error");
    if (!fields[1].equals("true")) {
      tally.failed(what + "hangs");
    }
    if (!whole && !fields[4].contains("OutOfMemoryError")) {
      tally.failed(what + "does not name the cause: " + fields[4]);
    }
    Film film = LittleMemory.camera(fields[0], Duration.ofMinutes(MINUTES)).film();
    try {
      List<Path> some = files(files, fields[0]);
      long shown = Shown.of(boxwire, film, some).frames();
      tally.add("files", some.size());
      tally.add("frames", shown);
      tally.add("frames reported missing", missing);
      long untold = handed - shown - missing;
      if (untold < (whole ? 0 : -IN_HAND) || whole && untold > 0) {
        tally.failed(
            what + handed + " frames, " + shown + " in files, " + missing + " told: " + fields[4]);
      } else if (untold > IN_HAND) {
        tally.count("recordings whose error took some of the count with it");
        tally.add("frames that it did not count", untold);
      }
      long toFfprobe = 0;
      for (Path file : some) {
        Reading reading = new FfprobeReader().read(file);
        toFfprobe += reading.count(Film.VIDEO) + reading.count(Film.AUDIO);
      }
      if (toFfprobe < shown) {
        tally.failed(what + toFfprobe + " frames to ffprobe of " + shown);
      }
    } catch (IOException | AssertionError e) {
      tally.failed(what + e.getMessage() + "; ended with " + fields[4]);
    }
  }

  /** Those in which there is something: one is left empty where the first frame already failed. */
  private static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return Shown.inOrder(
          all.filter(file -> file.getFileName().toString().startsWith(name))
              .filter(file -> file.toFile().length() > 0));
    }
  }
}
