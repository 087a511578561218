package io.boxwire.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files, read in every way in a process with 64 MiB of heap: nothing but messages, no run
 * longer than two seconds. The corpus' files always; with {@code -Dboxwire.media=FOLDER} those of a
 * folder, a hundred damages each with {@code -Pfull}, else three.
 */
class MutationsIT {
  private static final long SEED = 20_260_101;
  private static final boolean FULL = Boolean.getBoolean("boxwire.full");
  private static final int IMAGES = 500;
  private static final int HEAVY = 1 << 20;
  private static final long LARGEST = 16 << 20;

  @TempDir Path folder;

  @Test
  void read_damagedSeeds_causeMessagesOnly() throws Exception {
    List<Path> files = files(Targets.FILES);
    run("seeds", files, Math.max(1, (FULL ? 20 : 1) * IMAGES / files.size()));
  }

  @Test
  void read_heavyFiles_costWhatTheyWeigh() throws Exception {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, byte[]> heavy : HeavyFiles.make(HEAVY).entrySet()) {
      String name = heavy.getKey().replace(' ', '-') + ".mp4";
      files.add(Files.write(folder.resolve(name), heavy.getValue()));
    }
    run("heavy files", files, 0);
  }

  @Test
  void read_damagedRealFiles_causeMessagesOnly() throws Exception {
    String media = System.getProperty("boxwire.media", "");
    if (media.isEmpty()) {
      System.out.println("MutationsIT of real files is skipped: no -Dboxwire.media=FOLDER");
    }
    assumeTrue(!media.isEmpty(), "no -Dboxwire.media=FOLDER of real files was given");
    run("real files", files(Path.of(media)), FULL ? 100 : 3);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> Files.isRegularFile(file) && file.toFile().length() <= LARGEST)
          .sorted()
          .toList();
    }
  }

  private void run(String what, List<Path> files, int damages) throws Exception {
    Path list =
        Files.write(folder.resolve("files.txt"), files.stream().map(Path::toString).toList());
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                MutationRun.class.getName(),
                Integer.toString(damages),
                Long.toString(SEED),
                folder.resolve("image.mp4").toString())
            .redirectInput(list.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(FULL ? 120 : 5, TimeUnit.MINUTES)).as("an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(out);
    String[] done = lines.get(lines.size() - 1).split("\t");
    assertThat(lines).as(Files.readString(err)).filteredOn(l -> l.startsWith("FOUND")).isEmpty();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(done[0]).isEqualTo("DONE");
    assertThat(Long.parseLong(done[1])).isEqualTo((long) files.size() * Math.max(1, damages));
    System.out.printf(
        "Damaged %s: %s images of %d files (seeds from %d), %s runs at -Xmx64m;"
            + " the longest worked %s ms (%s)%n",
        what, done[1], files.size(), SEED, done[2], done[3], done[4]);
  }
}
