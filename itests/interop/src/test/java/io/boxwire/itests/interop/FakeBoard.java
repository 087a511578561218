package io.boxwire.itests.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A board's {@code /dev} and what happened there, for processes that preload the fake devices of
 * {@code src/test/c/fakev4l2}.
 */
final class FakeBoard {
  private static final Pattern FRAME =
      Pattern.compile("(\\S+) FRAME frame=(\\d+) sequence=(\\d+) time=(\\d+)\\.(\\d{6})");
  private static final Pattern CODED =
      Pattern.compile(
          "(\\S+) ENCODED frame=(-?\\d+) unit=(\\d+) sync=(\\d) forced=(\\d)"
              + " time=(\\d+)\\.(\\d{6})");

  private final Path dev;
  private final Path log;

  private FakeBoard(Path dev, Path log) {
    this.dev = dev;
    this.log = log;
  }

  /** A board without a node. */
  static FakeBoard in(Path folder) throws IOException {
    return new FakeBoard(
        Files.createDirectories(folder.resolve("dev")), folder.resolve("calls.log"));
  }

  /**
   * Puts a node there.
   *
   * @param name such as {@code video0}
   * @param settings lines that {@code node.c} reads
   */
  FakeBoard node(String name, String... settings) throws IOException {
    Files.write(dev.resolve(name), List.of(settings));
    return this;
  }

  /** Takes all nodes and the log away. */
  FakeBoard clear() throws IOException {
    try (var nodes = Files.list(dev)) {
      for (Path node : nodes.toList()) {
        Files.delete(node);
      }
    }
    Files.deleteIfExists(log);
    return this;
  }

  /** What a process needs to see this board. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", Gcc.fake().toString(),
        "FAKE_V4L2_DEV", dev.toString(),
        "FAKE_V4L2_LOG", log.toString());
  }

  /** The log, a line for each call. */
  List<String> log() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** The lines with a word in them. */
  List<String> log(String word) throws IOException {
    return log().stream().filter(line -> line.contains(word)).toList();
  }

  /** What no client may do. */
  List<String> mistakes() throws IOException {
    return log("WRONG");
  }

  /**
   * A frame that a camera delivered.
   *
   * @param micros its capture time
   */
  record Frame(String node, long number, long sequence, long micros) {}

  /** The frames of all cameras in order. */
  List<Frame> frames() throws IOException {
    return log().stream()
        .map(FRAME::matcher)
        .filter(Matcher::matches)
        .map(
            m ->
                new Frame(
                    m.group(1),
                    Long.parseLong(m.group(2)),
                    Long.parseLong(m.group(3)),
                    micros(m.group(4), m.group(5))))
        .toList();
  }

  /**
   * An access unit that an encoder gave whole.
   *
   * @param frame the number of the camera's frame
   * @param unit which of the prepared stream it is
   * @param forced whether the frame was marked to become an IDR picture
   */
  record Coded(long frame, int unit, boolean sync, boolean forced, long micros) {}

  /** The access units in order. */
  List<Coded> coded() throws IOException {
    return log().stream()
        .map(CODED::matcher)
        .filter(Matcher::matches)
        .map(
            m ->
                new Coded(
                    Long.parseLong(m.group(2)),
                    Integer.parseInt(m.group(3)),
                    m.group(4).equals("1"),
                    m.group(5).equals("1"),
                    micros(m.group(6), m.group(7))))
        .toList();
  }

  private static long micros(String seconds, String fraction) {
    return Long.parseLong(seconds) * 1_000_000 + Long.parseLong(fraction);
  }

  /** What is still open, mapped or streaming, as the log tells it; empty if all was let go. */
  List<String> leftOver() throws IOException {
    List<String> lines = log();
    long open = count(lines, " OPEN .*= 0") - count(lines, " CLOSE ");
    long mapped = count(lines, " MMAP .*= 0") - count(lines, " MUNMAP ");
    List<String> streaming =
        lines.stream().filter(line -> line.matches(".* CLOSE streaming=[1-9].*")).toList();
    return Stream.concat(
            Stream.of(open + " open", mapped + " mapped").filter(text -> !text.startsWith("0 ")),
            streaming.stream())
        .toList();
  }

  private static long count(List<String> lines, String expression) {
    Pattern pattern = Pattern.compile(expression);
    return lines.stream().filter(line -> pattern.matcher(line).find()).count();
  }
}
