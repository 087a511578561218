package io.boxwire.itests.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the tests that swap bundles under recordings have left: the files, and what these are to
 * hold.
 *
 * @param folder the folder of the files
 * @param claims what is said of them
 */
record SwapPlan(Path folder, List<Claim> claims) {
  private static final String FILE = "plan.csv";

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

  /** The plans of all containers that were tested. */
  static List<SwapPlan> all() throws IOException {
    Path tests = Path.of(System.getProperty("boxwire.root"), "itests");
    try (Stream<Path> found = Files.find(tests, 5, (path, a) -> path.endsWith(FILE))) {
      return found.sorted().map(SwapPlan::read).toList();
    }
  }

  private static SwapPlan read(Path plan) {
    try {
      return new SwapPlan(
          plan.getParent(), Files.readAllLines(plan).stream().map(Claim::parse).toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Every file there is. */
  List<Path> files() {
    return claims.stream()
        .flatMap(c -> Stream.concat(c.files().stream(), c.like().stream()))
        .toList();
  }

  @Override
  public String toString() {
    return folder.getParent().getParent().getParent().getFileName() + " " + folder.getFileName();
  }
}
