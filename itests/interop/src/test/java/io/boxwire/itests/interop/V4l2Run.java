package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A board and recordings of its v4l2 device, each in a process of its own; and the judgement of
 * what they leave behind: files, by ffprobe and by decoding, and devices, by the fake's log.
 */
final class V4l2Run {
  static final int WIDTH = 320;
  static final int HEIGHT = 180;

  /** Times lie in ticks of 1/90000 s. */
  private static final long TICK_NANOS = 11_112;

  /** A failure must not take longer than this, starting Java and giving up included. */
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Path folder;
  private final String size;
  private final FakeBoard board;
  private final PreparedStream stream;

  private V4l2Run(Path folder, String size, FakeBoard board, PreparedStream stream) {
    this.folder = folder;
    this.size = size;
    this.board = board;
    this.stream = stream;
  }

  /** A board without a node, whose encoder is going to give a stream of this codec. */
  static V4l2Run of(String codec, Path folder) throws Exception {
    return of(codec, folder, WIDTH, HEIGHT);
  }

  /** The same with pictures of another size. */
  static V4l2Run of(String codec, Path folder, int width, int height) throws Exception {
    return new V4l2Run(
        folder,
        width + "x" + height,
        FakeBoard.in(folder),
        PreparedStream.of(codec, width, height));
  }

  FakeBoard board() {
    return board;
  }

  /** Puts a camera there. */
  V4l2Run camera(String node, String... settings) throws Exception {
    board.node(node, with(List.of("kind camera", "sizes 1280x720,640x360,320x180"), settings));
    return this;
  }

  /** Puts an encoder there. */
  V4l2Run encoder(String node, String... settings) throws Exception {
    board.node(node, with(List.of("kind encoder", "stream " + stream.prefix()), settings));
    return this;
  }

  private static String[] with(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** The file that is recorded. */
  Path file() {
    return folder.resolve("out.mp4");
  }

  /**
   * A command that runs a class of the class path.
   *
   * @param arguments of its main method
   */
  static List<String> java(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** What the command {@code record} is given; later ones of the further arguments count. */
  List<String> recording(int frames, String... options) {
    List<String> arguments = new ArrayList<>(List.of("record", file().toString()));
    arguments.addAll(List.of("--device", "v4l2", "--video", stream.codec(), "--audio", "none"));
    arguments.addAll(List.of("--size", size, "--frames", "" + frames));
    for (String option : options) {
      arguments.addAll(List.of("--device-opt", option));
    }
    return arguments;
  }

  /** Runs a command on this board, but no longer than three minutes. */
  Ffmpeg.Output run(List<String> command) {
    List<String> bounded = new ArrayList<>(List.of("timeout", "-k", "5", "180"));
    bounded.addAll(command);
    return Ffmpeg.run(bounded, board.environment());
  }

  /** Records; that must succeed. */
  Ffmpeg.Output record(int frames, String... options) {
    Ffmpeg.Output run = run(java(CommandMain.class, recording(frames, options)));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  /** Records; that must fail in good time, with this in the message and nothing left over. */
  void assertFails(String... message) throws Exception {
    long began = System.nanoTime();
    Ffmpeg.Output run = run(java(CommandMain.class, recording(1000, "stall=0.6")));
    assertThat(System.nanoTime() - began).isLessThan(BOUND_NANOS);
    assertThat(run.err()).contains(message);
    assertThat(run.status()).isEqualTo(1);
    assertNothingIsLeft();
  }

  /** No mistake was made, and all is closed, unmapped and stopped. */
  void assertNothingIsLeft() throws Exception {
    assertThat(board.mistakes()).isEmpty();
    assertThat(board.leftOver()).isEmpty();
  }

  /** The file is the beginning of what the encoder gave. */
  void assertFileIsWhatWasCoded(int frames) throws Exception {
    assertNothingIsLeft();
    assertThat(board.coded()).hasSizeGreaterThanOrEqualTo(frames);
    assertFileIs(board.coded().subList(0, frames));
  }

  /** Judged by ffprobe and by decoding: bytes, times, sync samples, parameter sets. */
  void assertFileIs(List<FakeBoard.Coded> coded) throws Exception {
    assertFileIs(file(), coded);
  }

  /** The same of any file. */
  void assertFileIs(Path file, List<FakeBoard.Coded> coded) throws Exception {
    Probe probe = Probe.of(file, "v:0");
    assertThat(probe.packets()).hasSameSizeAs(coded);
    List<Long> times = probe.presentation();
    List<String> source = Decoded.pictureHashes(Path.of(stream.prefix() + ".annexb"));
    List<String> pictures = new ArrayList<>();
    for (int i = 0; i < coded.size(); i++) {
      FakeBoard.Coded expected = coded.get(i);
      PreparedStream.Unit unit = stream.units().get(expected.unit());
      NalUnitList stored =
          NalUnitList.ofSample(stream.codec(), probe.bytes(probe.packets().get(i)));
      assertThat(stored.withoutParameterSets()).as("unit %d", i).isEqualTo(unit.lines());
      assertThat(probe.packets().get(i).key()).as("key %d", i).isEqualTo(unit.sync());
      assertThat(times.get(i))
          .as("time %d", i)
          .isCloseTo((expected.micros() - coded.get(0).micros()) * 1000, within(TICK_NANOS));
      pictures.add(source.get(expected.unit()));
    }
    assertThat(Decoded.pictureHashes(file)).isEqualTo(pictures);
  }

  /** The frames of cameras that were coded, in order. */
  List<FakeBoard.Frame> framesCoded() throws Exception {
    Map<Long, FakeBoard.Frame> frames =
        board.frames().stream()
            .collect(Collectors.toMap(FakeBoard.Frame::number, Function.identity()));
    return board.coded().stream().map(coded -> frames.get(coded.frame())).toList();
  }
}
