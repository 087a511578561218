package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.itests.swaps.load.Film;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day of four cameras in 64 MB: it completes, memory stays flat, and every frame is there. */
class FourCamerasIT {
  private static final int MINUTES = Trial.count(25, 24 * 60);
  private static final List<String> LITTLE_MEMORY = List.of("-Xmx64m");

  /** By how much more memory may be in use at the end than early on. */
  private static final long FLAT = 4 << 20;

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();

  @ParameterizedTest
  @ValueSource(ints = {10, 0})
  void day_inSegmentsAndInOneFile_isAllThere(int minutesAFile) throws Exception {
    long begin = System.nanoTime();
    Process process = Child.start(FourCameras.class, LITTLE_MEMORY, folder, MINUTES, minutesAFile);
    assertThat(Child.await(process)).as("recording in little memory").isZero();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    String memory = memory();
    long frames = 0;
    long bytes = 0;
    int files = 0;
    for (String name : FourCameras.NAMES) {
      FilmCamera camera = FourCameras.camera(name, Duration.ofMinutes(MINUTES));
      List<Path> recorded = files(name);
      frames += check(camera, recorded);
      files += recorded.size();
      for (Path file : recorded) {
        bytes += Files.size(file);
      }
    }
    Trial.say(
        String.format(
            "4 cameras, %d minutes, %s: %d files, %d bytes, %d frames all there, in %d s; %s",
            MINUTES,
            minutesAFile == 0 ? "one file each" : minutesAFile + " minutes a file",
            files,
            bytes,
            frames,
            took.toSeconds(),
            memory));
    int each = minutesAFile == 0 ? 1 : (MINUTES + minutesAFile - 1) / minutesAFile;
    assertThat(files).isGreaterThanOrEqualTo(FourCameras.NAMES.size() * each);
  }

  /** The files of a camera, in the order of their numbers. */
  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(name))
          .sorted(Comparator.comparing(FourCamerasIT::number))
          .toList();
    }
  }

  /** {@code north.mp4} is the first, {@code north-002.mp4} the second. */
  private static int number(Path file) {
    String digits = file.getFileName().toString().replaceAll("^[a-z]+-?|\\.mp4$", "");
    return digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }

  /** Compares all samples with what was filmed, one at a time; says how many they are. */
  private long check(FilmCamera camera, List<Path> files) throws IOException {
    Shown shown = Shown.of(boxwire, camera.film(), files);
    assertThat(shown.video())
        .as("pictures of %s", camera.id())
        .isEqualTo(camera.frames(Film.VIDEO));
    assertThat(shown.audio()).as("blocks of %s", camera.id()).isEqualTo(camera.frames(Film.AUDIO));
    return shown.frames();
  }

  /**
   * Says how much memory was in use, and checks that it does not grow. What is on its way to the
   * files at the moment of a look comes and goes; what is never less is what grows with a leak.
   */
  private String memory() throws IOException {
    long[] used =
        Files.readAllLines(folder.resolve("memory.tsv")).stream()
            .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
            .toArray();
    assertThat(used.length).as("looks at the memory").isGreaterThan(11);
    int quarter = used.length / 4;
    LongSummaryStatistics early = summary(used, quarter, 2 * quarter);
    LongSummaryStatistics late = summary(used, used.length - 1 - quarter, used.length - 1);
    assertThat(late.getMin()).as("bytes in use late").isLessThan(early.getMin() + FLAT);
    return String.format(
        "in use after collection: second quarter %.1f to %.1f MB, last quarter %.1f to %.1f MB,"
            + " at the end %.1f MB, %d looks",
        early.getMin() / 1e6,
        early.getMax() / 1e6,
        late.getMin() / 1e6,
        late.getMax() / 1e6,
        used[used.length - 1] / 1e6,
        used.length);
  }

  private static LongSummaryStatistics summary(long[] used, int from, int to) {
    return Arrays.stream(used, from, to).summaryStatistics();
  }
}
