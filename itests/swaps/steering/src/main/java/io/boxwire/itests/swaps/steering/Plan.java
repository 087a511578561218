package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes down what the files of a folder are to hold, for whoever judges them. */
final class Plan {
  /** The name of the file that it is written in. */
  static final String FILE = "plan.csv";

  private final List<String> lines = new ArrayList<>();

  /** A recording whose frames are all in one file, and the same ones in another that is like it. */
  void sameFrames(Path file, Path like, long pictures, long blocks) {
    lines.add(
        String.join(",", "same", file.toString(), like.toString(), pictures + "", blocks + ""));
  }

  /** A recording whose frames are all in its files, each of them once. */
  void everyFrameOnce(String files, Path like, long pictures, long blocks) {
    lines.add(String.join(",", "once", files, like.toString(), pictures + "", blocks + ""));
  }

  /** A file that was ended by an error and plays all the same. */
  void plays(Path file) {
    lines.add("plays," + file);
  }

  /** A file of which nothing is known but that it is to play. */
  void decodes(Path file) {
    lines.add("decodes," + file);
  }

  /** A recording of a camera that does not wait: what is missing of it was reported. */
  void reportedGaps(List<Path> files, String recording) {
    String names = files.stream().map(Path::toString).collect(Collectors.joining(";"));
    lines.add(String.join(",", "gaps", names, "", recording, ""));
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), lines);
  }
}
