package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes with the v4l2 device: on Felix, with two cameras, and again and again. */
@Timeout(120)
class V4l2ProcessIT {
  private static final Path APPLICATION =
      Path.of(System.getProperty("boxwire.root"), "runtime", "target", "boxwire");
  private static final int CYCLES = 100;

  @TempDir Path folder;

  private V4l2Run run;

  @BeforeEach
  void makeBoard() throws Exception {
    run = V4l2Run.of("h264", folder);
  }

  @Test
  void record_onFelix_givesTheSameFile() throws Exception {
    run.camera("video2", "fps 50").encoder("video0", "split 900");
    Ffmpeg.Output process = run.run(launcher(run.recording(20)));
    assertThat(process.status()).as(process.err()).isZero();
    assertThat(process.lines()).containsExactly(run.file().toString());
    run.assertFileIsWhatWasCoded(20);
  }

  @Test
  void record_onFelixWithABusyCamera_saysNodeCallAndError() throws Exception {
    run.camera("video2", "fps 50", "fail S_FMT EBUSY").encoder("video0");
    Ffmpeg.Output process = run.run(launcher(run.recording(20)));
    assertThat(process.err()).contains("/dev/video2: VIDIOC_S_FMT: EBUSY");
    assertThat(process.status()).isEqualTo(1);
    run.assertNothingIsLeft();
  }

  /** Also while it waits for a device that does nothing any more. */
  @ParameterizedTest
  @CsvSource({"'', ''", "stall 25, ''", "'', stall 25"})
  void record_onFelixEndedBySigterm_closesFileAndDevices(String camera, String encoder)
      throws Exception {
    run.camera("video1", "fps 50", camera).encoder("video0", encoder);
    ProcessBuilder builder = new ProcessBuilder(launcher(run.recording(100_000, "stall=60")));
    builder.environment().putAll(run.board().environment());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile());
    Process process = builder.start();
    try {
      while (run.board().coded().size() < 20) {
        assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
      }
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("said.txt"))).isEqualTo(143);
    run.assertNothingIsLeft();
    int frames = Probe.of(run.file(), "v:0").packets().size();
    assertThat(frames).isGreaterThanOrEqualTo(15);
    run.assertFileIs(run.board().coded().subList(0, frames));
  }

  /** The manual's size and rate; for a minute with {@code -Pfull}. */
  @Test
  void record_720p_keepsUp() throws Exception {
    int frames = Boolean.getBoolean("boxwire.full") ? 1800 : 60;
    run = V4l2Run.of("h264", folder, 1280, 720);
    run.camera("video1", "fps 30").encoder("video0", "split 20000");
    run.record(frames);
    run.assertFileIsWhatWasCoded(frames);
    System.out.printf(
        "v4l2 device: %d frames of 1280x720, %d lost by the camera%n",
        frames, run.board().log("DROPPED").size());
  }

  @Test
  void record_twoCamerasAtOnce_keepsThemApartAndRefusesAThirdUse() throws Exception {
    run.camera("video1", "fps 50").camera("video3", "fps 25/2", "stride 64").encoder("video0");
    Ffmpeg.Output process =
        run.run(V4l2Run.java(V4l2Programs.TwoCameras.class, List.of(folder.toString(), "25")));
    assertThat(process.status()).as(process.err()).isZero();
    assertThat(process.lines())
        .singleElement()
        .asString()
        .startsWith("DEVICE_FAILED")
        .contains("/dev/video1", "EBUSY");
    assertThat(folder.resolve("video1-again.mp4")).doesNotExist();
    run.assertNothingIsLeft();
    for (String camera : List.of("video1", "video3")) {
      Set<Long> frames =
          run.board().frames().stream()
              .filter(frame -> frame.node().equals(camera))
              .map(FakeBoard.Frame::number)
              .collect(Collectors.toSet());
      List<FakeBoard.Coded> coded =
          run.board().coded().stream().filter(c -> frames.contains(c.frame())).toList();
      run.assertFileIs(folder.resolve(camera + ".mp4"), coded.subList(0, 25));
    }
  }

  @Test
  void container_interruptedWhileTheCameraStalls_closesFileAndDevices() throws Exception {
    run.camera("video1", "fps 50", "stall 20").encoder("video0");
    Ffmpeg.Output process =
        run.run(V4l2Run.java(V4l2Programs.Interrupted.class, List.of(run.file().toString())));
    assertThat(process.status()).as(process.err()).isZero();
    int frames = Integer.parseInt(process.text().strip());
    assertThat(frames).isBetween(10, 20);
    run.assertFileIsWhatWasCoded(frames);
  }

  @Test
  void container_createdAndDestroyedAHundredTimes_leavesNothingBehind() throws Exception {
    run.camera("video1", "fps 100").encoder("video0");
    Ffmpeg.Output process =
        run.run(V4l2Run.java(V4l2Programs.Cycles.class, List.of(folder.toString(), "" + CYCLES)));
    assertThat(process.status()).as(process.err()).isZero();
    assertThat(process.lines()).hasSize(2);
    assertThat(process.lines().get(1)).isEqualTo(process.lines().get(0));
    run.assertNothingIsLeft();
    for (int i = 0; i < CYCLES; i++) {
      assertThat(Files.size(folder.resolve("cycle-" + i + ".mp4"))).isPositive();
    }
    assertThat(Probe.of(folder.resolve("cycle-99.mp4"), "v:0").packets()).hasSize(3);
    System.out.println("v4l2 device: " + CYCLES + " cycles, left " + process.lines().get(1));
  }

  /** The launcher on its Felix, as {@code runtime/boxwire} starts it. */
  private List<String> launcher(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dboxwire.home=" + APPLICATION);
    command.add("-Dboxwire.caches=" + Files.createDirectories(folder.resolve("caches")));
    command.add("-Dboxwire.plugins=" + Files.createDirectories(folder.resolve("plugins")));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-cp");
    try (Stream<Path> jars = Files.list(APPLICATION.resolve("lib"))) {
      command.add(jars.map(Path::toString).sorted().collect(Collectors.joining(":")));
    }
    command.add("io.boxwire.runtime.internal.Launcher");
    command.addAll(arguments);
    return command;
  }
}
