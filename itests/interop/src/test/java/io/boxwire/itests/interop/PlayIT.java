package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a player makes of the pipes that {@code play} writes. */
@RealTime
@Timeout(120)
class PlayIT {
  private static final int FRAMES = 60;
  private static final int BLOCK_BYTES = 320;

  @TempDir Path directory;
  private Path videoPipe;
  private Path audioPipe;

  @BeforeEach
  void makePipes() throws Exception {
    videoPipe = pipe("v");
    audioPipe = pipe("a");
  }

  private Path pipe(String name) throws Exception {
    Path path = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    return path;
  }

  private Path recorded(String codec) throws Exception {
    Path file = directory.resolve("m.mp4");
    Commands.Result result =
        Commands.run(
            "record", file, "--video", codec, "--frames", FRAMES, "--device-opt", "pace=fast");
    assertThat(result.status()).as(result.err()).isZero();
    return file;
  }

  private static CompletableFuture<Ffmpeg.Output> player(Object... arguments) {
    return CompletableFuture.supplyAsync(() -> Ffmpeg.ffmpeg(arguments));
  }

  /**
   * One ffmpeg reads both pipes, and looks into the first for a while before it opens the other.
   */
  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void play_onePlayerOfBothPipes_decodesEveryFrameInRealTime(String codec) throws Exception {
    Path file = recorded(codec);
    CompletableFuture<Ffmpeg.Output> player =
        player(
            "-f",
            codec.equals("h264") ? "h264" : "hevc",
            "-i",
            videoPipe,
            "-f",
            "mulaw",
            "-ar",
            8000,
            "-i",
            audioPipe,
            "-map",
            "0:v",
            "-map",
            "1:a",
            "-c:a",
            "copy",
            "-f",
            "framecrc",
            "-");
    long start = System.nanoTime();
    Commands.Result played =
        Commands.run("play", file, "--video-out", videoPipe, "--audio-out", audioPipe);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<String> lines = player.get(60, TimeUnit.SECONDS).lines();

    assertThat(played.status()).as(played.err()).isZero();
    assertThat(played.out()).matches("frames 1\\d\\d, late \\d+, at most \\d+ ms\n");
    // The last picture is due 59 frames behind the first.
    assertThat(took).isBetween(Duration.ofMillis(1_960), Duration.ofSeconds(20));
    assertThat(lines).filteredOn(line -> line.startsWith("0,")).hasSize(FRAMES);
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("1,"))
                .mapToInt(line -> Integer.parseInt(line.split(",")[4].strip()))
                .sum())
        .isEqualTo(FRAMES * 8000 / 30 / BLOCK_BYTES * BLOCK_BYTES);
  }

  @Test
  void play_playerQuitsEarly_endsWithAMessageAndNoTrace() throws Exception {
    Path file = recorded("h264");
    CompletableFuture<Ffmpeg.Output> player =
        player(
            "-probesize", 5000, "-f", "h264", "-i", videoPipe, "-frames:v", 2, "-f", "null", "-");
    Commands.Result played = Commands.run("play", file, "--video-out", videoPipe);
    player.get(60, TimeUnit.SECONDS);

    assertThat(played.status()).isEqualTo(1);
    assertThat(played.out()).isEmpty();
    assertThat(played.err())
        .matches(
            "boxwire: frames \\d+, late \\d+, at most \\d+ ms\n"
                + "boxwire: the player has quit: nobody reads "
                + videoPipe
                + " any more\n");
  }
}
