package io.boxwire.itests.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the tests that swap bundles under recordings have left: the files, and what these are to
 * hold.
 *
 * @param folder the folder of the files
 * @param claims what is said of those that lack nothing
 * @param gaps what is said of those that lack frames
 * @param others those that are only known to play
 * @param ended those that were ended by an error, and play all the same
 */
record SwapPlan(
    Path folder, List<Claim> claims, List<Gaps> gaps, List<Path> ended, List<Path> others) {
  private static final String FILE = "plan.csv";
  private static final String EVENTS = "events.csv";

  /**
   * What a recording is to hold.
   *
   * @param cut whether it may go on in another file, where times begin anew
   * @param files its files in order
   * @param like a recording of the same frames that nothing disturbed; empty if there is none
   * @param pictures how many pictures it was fed with, numbered from 0
   * @param blocks how many blocks of sound it was fed with, numbered from 0
   */
  record Claim(boolean cut, List<Path> files, List<Path> like, long pictures, long blocks) {
    private static Claim parse(String line) {
      String[] fields = line.split(",", -1);
      return new Claim(
          fields[0].equals("once"),
          paths(fields[1]),
          paths(fields[2]),
          Long.parseLong(fields[3]),
          Long.parseLong(fields[4]));
    }

    private static List<Path> paths(String names) {
      return Stream.of(names.split(";")).filter(name -> !name.isEmpty()).map(Path::of).toList();
    }

    @Override
    public String toString() {
      return files.get(0).getFileName().toString();
    }
  }

  /**
   * A recording of a camera that does not wait.
   *
   * @param files its files in order
   * @param reported how many frames were reported as missing
   * @param events what happened to it
   */
  record Gaps(List<Path> files, long reported, List<String> events) {
    private static final Set<String> MISSING = Set.of("GAP", "FRAMES_LEFT_OUT", "FRAMES_REFUSED");

    private static Gaps parse(String line, Path events) throws IOException {
      String[] fields = line.split(",", -1);
      List<String> own =
          Files.readAllLines(events).stream().filter(e -> e.startsWith(fields[3] + ",")).toList();
      long reported = 0;
      for (String event : own) {
        String[] told = event.split(",", -1);
        if (MISSING.contains(told[1]) && !told[2].isEmpty()) {
          reported += Long.parseLong(told[2]);
        }
      }
      return new Gaps(Claim.paths(fields[1]), reported, own);
    }

    @Override
    public String toString() {
      return files.get(0).getFileName().toString();
    }
  }

  /** The plans of all containers that were tested. */
  static List<SwapPlan> all() throws IOException {
    Path tests = Path.of(System.getProperty("boxwire.root"), "itests");
    try (Stream<Path> found = Files.find(tests, 5, (path, a) -> path.endsWith(FILE))) {
      return found.sorted().map(SwapPlan::read).toList();
    }
  }

  private static SwapPlan read(Path plan) {
    List<Claim> claims = new ArrayList<>();
    List<Gaps> gaps = new ArrayList<>();
    List<Path> ended = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    try {
      Path folder = plan.getParent();
      for (String line : Files.readAllLines(plan)) {
        if (line.startsWith("plays,")) {
          ended.add(Path.of(line.substring(line.indexOf(',') + 1)));
        } else if (line.startsWith("decodes,")) {
          others.add(Path.of(line.substring(line.indexOf(',') + 1)));
        } else if (line.startsWith("gaps,")) {
          gaps.add(Gaps.parse(line, folder.resolve(EVENTS)));
        } else {
          claims.add(Claim.parse(line));
        }
      }
      return new SwapPlan(folder, claims, gaps, ended, others);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file there is. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    claims.forEach(claim -> files.addAll(claim.files()));
    claims.forEach(claim -> files.addAll(claim.like()));
    gaps.forEach(gap -> files.addAll(gap.files()));
    files.addAll(ended);
    files.addAll(others);
    return files;
  }

  @Override
  public String toString() {
    return folder.getParent().getParent().getParent().getFileName() + " " + folder.getFileName();
  }
}
