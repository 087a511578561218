package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code boxwire shell} as a process: lines from a pipe, in Gogo, on the framework of the process.
 */
@Timeout(120)
class ShellProcessIT {
  @TempDir Path folder;

  private BoxwireProcess shell(String... arguments) throws Exception {
    return BoxwireProcess.start(folder, arguments);
  }

  @Test
  void shell_lines_runOurCommandsAndThoseOfTheFramework() throws Exception {
    try (BoxwireProcess process = shell("shell")) {
      process.type("media:record 'cam$1 (2).mp4' --frames 20 --device-opt pace=fast");
      process.type("info 'cam$1 (2).mp4' | grep samples");
      process.type("# a comment").type("");
      process.type("lb -s | grep io.boxwire.codec.h264").endInput();
      assertThat(process.status()).as(process.err()).isZero();
      assertThat(process.out())
          .startsWith("cam$1 (2).mp4\n")
          .contains("track 1   video", ", 20 samples, ", "Active", "io.boxwire.codec.h264");
    }
    assertThat(Probe.of(folder.resolve("cam$1 (2).mp4"), "v:0").packets()).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource({
    "info none.mp4, 1, boxwire: none.mp4: no such file",
    "info, 2, boxwire: info: an argument is missing",
    "nonsense, 1, boxwire: Command not found: nonsense",
    "plugins, 0, ''"
  })
  void shell_lastLine_decidesTheStatus(String line, int status, String said) throws Exception {
    try (BoxwireProcess process = shell("shell")) {
      process.type("nonsense").type(line).endInput();
      assertThat(process.status()).isEqualTo(status);
      assertThat(process.err()).contains(said);
    }
  }

  @Test
  void shell_help_listsOurCommandsAndThoseOfTheFramework() throws Exception {
    try (BoxwireProcess process = shell("shell")) {
      assertThat(process.type("help").endInput().status()).as(process.err()).isZero();
      assertThat(process.out())
          .containsPattern("(?m)^  record +records from a capture device$")
          .contains("felix:lb");
    }
  }

  @Test
  void help_namesTheShell() throws Exception {
    try (BoxwireProcess process = shell("--help")) {
      assertThat(process.endInput().status()).as(process.err()).isZero();
      assertThat(process.out()).contains("  plugins ").contains("shell --help");
    }
  }

  @Test
  void shell_noLines_endsWell() throws Exception {
    try (BoxwireProcess process = shell("shell")) {
      assertThat(process.endInput().status()).as(process.err()).isZero();
      assertThat(process.out()).isEmpty();
      assertThat(process.err()).doesNotContain("Exception", "Gogo");
    }
  }

  @Test
  void shell_recordingInTheBackground_isListedAndClosedAtTheEnd() throws Exception {
    Path file = folder.resolve("back.mp4");
    try (BoxwireProcess process = shell("shell")) {
      process.type("record back.mp4 --seconds 600 &");
      process.untilGrown(file, 10_000);
      process.type("plugins");
      process.until("the list", () -> process.out().contains("RECORDING"));
      assertThat(process.out()).containsPattern("(?m)^\\S*back.mp4 running .*back.mp4 -$");
      assertThat(process.endInput().status()).as(process.err()).isZero();
    }
    assertThat(Decoded.pictureHashes(file)).isNotEmpty();
  }

  /** As a service runs it: no input, recordings by configuration, until SIGTERM. */
  @Test
  void shell_waitWithConfiguration_recordsUntilSigterm() throws Exception {
    Path configuration = folder.resolve("etc/io.boxwire.recorder.Recording-door.cfg");
    Path media = Files.createDirectory(folder.resolve("media"));
    Path file = media.resolve("door.mp4");
    try (BoxwireProcess process = shell("shell", "--wait")) {
      process.endInput();
      Files.writeString(configuration, "name = door\nfolder = " + media + "\npattern = %o.mp4\n");
      process.untilGrown(file, 30_000);
      assertThat(process.terminate().status()).as(process.err()).isEqualTo(143);
    }
    assertThat(Decoded.pictureHashes(file)).hasSizeGreaterThan(10);
  }

  @Test
  void shell_configurationRemoved_endsItsRecordingInOrder() throws Exception {
    Path media = Files.createDirectory(folder.resolve("media"));
    Path configuration =
        Files.createDirectory(folder.resolve("etc"))
            .resolve("io.boxwire.recorder.Recording-gate.cfg");
    Files.writeString(configuration, "name = gate\nfolder = " + media + "\npattern = %o.mp4\n");
    try (BoxwireProcess process = shell("shell")) {
      process.untilGrown(media.resolve("gate.mp4"), 30_000);
      Files.delete(configuration);
      for (String answer = "RECORDING"; answer.contains("RECORDING"); ) {
        int before = process.out().length();
        process.type("plugins").type("echo end");
        process.until("an answer", () -> process.out().substring(before).endsWith("end\n"));
        answer = process.out().substring(before);
      }
      assertThat(process.endInput().status()).as(process.err()).isZero();
    }
    assertThat(Decoded.pictureHashes(media.resolve("gate.mp4"))).hasSizeGreaterThan(10);
  }
}
