package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.itests.fixtures.Waits;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Players of named pipes, as impatient and as slow as real ones. */
@Timeout(60)
class PlayCommandTest {
  @TempDir Path folder;
  private TestShell shell;
  private Path videoPipe;
  private Path audioPipe;

  @BeforeEach
  void record() throws Exception {
    shell = new TestShell(TestParts.real(), folder);
    TestShell.Result result =
        shell.run("record", "m.mp4", "--frames", "30", "--device-opt", "pace=fast");
    assertThat(result.status()).as(result.err()).isEqualTo(CommandLine.DONE);
    videoPipe = pipe("v");
    audioPipe = pipe("a");
  }

  private Path pipe(String name) throws Exception {
    Path path = folder.resolve(name);
    Process process = new ProcessBuilder("mkfifo", path.toString()).start();
    assertThat(process.waitFor()).isZero();
    return path;
  }

  private CompletableFuture<TestShell.Result> play(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "play";
    words[1] = "m.mp4";
    System.arraycopy(more, 0, words, 2, more.length);
    return inBackground(() -> shell.run(words));
  }

  private byte[] demuxed(int track) throws Exception {
    TestShell.Result result = shell.run("demux", "m.mp4", "--track", "" + track, "-o", "-");
    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    return result.bytes();
  }

  @Test
  void play_onePlayerReadsItsPipesInTurn_getsBothWhole() throws Exception {
    for (boolean videoFirst : new boolean[] {true, false}) {
      CompletableFuture<TestShell.Result> played = play("--video-out", "v", "--audio-out", "a");
      byte[] video;
      byte[] audio;
      // One is read to its end before the other is even opened.
      if (videoFirst) {
        video = Files.readAllBytes(videoPipe);
        audio = Files.readAllBytes(audioPipe);
      } else {
        audio = Files.readAllBytes(audioPipe);
        video = Files.readAllBytes(videoPipe);
      }
      TestShell.Result result = played.get(30, TimeUnit.SECONDS);
      assertThat(result.status()).as(result.err()).isEqualTo(CommandLine.DONE);
      assertThat(result.out()).startsWith("frames 5").contains(", late ", ", at most ");
      assertThat(video).isEqualTo(demuxed(1));
      assertThat(audio).isEqualTo(demuxed(2));
    }
  }

  @Test
  void play_playerQuits_endsWithAMessage() throws Exception {
    CompletableFuture<TestShell.Result> played = play("--video-out", "v");
    try (InputStream player = Files.newInputStream(videoPipe)) {
      assertThat(player.readNBytes(1000)).hasSize(1000);
    }
    TestShell.Result result = played.get(30, TimeUnit.SECONDS);

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err())
        .matches(
            "boxwire: frames \\d+, late \\d+, at most \\d+ ms\n"
                + "boxwire: the player has quit: nobody reads \\S+/v any more\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void play_playerComesLate_isWaitedForBeforeTheClockStarts() throws Exception {
    CompletableFuture<TestShell.Result> played = play("--video-out", "v");
    Waits.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("boxwire-play")));
    // More than the whole file takes to play: by a clock that runs, its last frame would be late.
    new CountDownLatch(1).await(1_500, TimeUnit.MILLISECONDS);
    Files.readAllBytes(videoPipe);

    String summary = played.get(30, TimeUnit.SECONDS).out();
    int late = Integer.parseInt(summary.replaceAll("(?s).*, late (\\d+),.*", "$1"));
    assertThat(late).as(summary).isLessThan(30);
  }

  @Test
  void play_interruptedBeforeAPlayerComes_endsAndLeavesNoThread() throws Exception {
    CompletableFuture<Thread> player = new CompletableFuture<>();
    CompletableFuture<TestShell.Result> played =
        inBackground(
            () -> {
              player.complete(Thread.currentThread());
              return shell.run("play", "m.mp4", "--video-out", "v", "--audio-out", "a");
            });
    player.get().interrupt();

    assertThatThrownBy(() -> played.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("boxwire-play"));
    assertThat(videoPipe).exists();
  }

  @Test
  void play_outputThatCanNotBeOpened_isNamed() throws Exception {
    TestShell.Result result =
        play("--audio-out", "/proc/sys/kernel/osrelease/x").get(30, TimeUnit.SECONDS);

    assertThat(result.status()).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(result.err()).contains("/proc/sys/kernel/osrelease");
  }

  /** What runs in the background. */
  private interface Work {
    TestShell.Result run() throws Exception;
  }

  private static CompletableFuture<TestShell.Result> inBackground(Work work) {
    CompletableFuture<TestShell.Result> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                done.complete(work.run());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
