package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code boxwire} is killed while it records, or told to end, and started again. */
@Timeout(180)
class KilledRecordingIT {
  private static final String[] RECORD = {
    "record", "cam.mp4", "--segment-time", "600", "--output-pattern", "%o-%n.mp4",
  };

  @TempDir Path folder;

  private BoxwireProcess record(String... more) throws Exception {
    return BoxwireProcess.start(
        folder, Stream.concat(Stream.of(RECORD), Stream.of(more)).toArray(String[]::new));
  }

  private static boolean isFinished(Path file) throws Exception {
    byte[] head = new byte[64];
    try (var in = Files.newInputStream(file)) {
      assertThat(in.readNBytes(head, 0, head.length)).isEqualTo(head.length);
    }
    // A hybrid file in the making has its moov where a finished one has an mdat.
    return new String(head, StandardCharsets.ISO_8859_1).contains("mdat");
  }

  @Test
  void record_killedAndStartedAgain_repairsWhatWasLeftOpen() throws Exception {
    Path first = folder.resolve("cam-001.mp4");
    Path second = folder.resolve("cam-002.mp4");
    try (BoxwireProcess process = record()) {
      process.untilGrown(first, 100_000);
    }
    assertThat(isFinished(first)).isFalse();
    try (BoxwireProcess process = record("--seconds", "4")) {
      process.untilItSays("cam-001.mp4 was left open by an earlier run, and is repaired");
      assertThat(process.status()).as(process.err()).isZero();
      assertThat(process.out()).isEqualTo("cam-002.mp4\n");
    }
    assertThat(isFinished(first)).isTrue();
    int pictures = Probe.of(first, "v:0").packets().size();
    assertThat(pictures).isGreaterThan(20);
    assertThat(Decoded.pictureHashes(first)).hasSize(pictures);
    assertThat(Decoded.pictureHashes(second)).hasSizeGreaterThan(90);
  }

  @Test
  void record_startedAgainWithLittleKept_removesTheOldFiles() throws Exception {
    try (BoxwireProcess process = record("--frames", "30", "--device-opt", "pace=fast")) {
      assertThat(process.status()).as(process.err()).isZero();
    }
    Path first = folder.resolve("cam-001.mp4");
    assertThat(first).exists();
    try (BoxwireProcess process = record("--keep-size", "1", "--seconds", "3")) {
      process.untilItSays("cam-001.mp4 was removed");
      assertThat(process.status()).as(process.err()).isZero();
    }
    assertThat(first).doesNotExist();
    // However little is kept: the last one stays.
    assertThat(Decoded.pictureHashes(folder.resolve("cam-002.mp4"))).isNotEmpty();
  }

  @Test
  void shell_severalConfigured_sigtermClosesAll() throws Exception {
    Path media = Files.createDirectory(folder.resolve("media"));
    String[] names = {"door", "gate", "yard"};
    try (BoxwireProcess process = BoxwireProcess.start(folder, "shell", "--wait")) {
      process.endInput();
      for (String name : names) {
        Files.writeString(
            folder.resolve("etc/io.boxwire.recorder.Recording-" + name + ".cfg"),
            "folder = " + media + "\npattern = %o.mp4\n");
      }
      for (String name : names) {
        process.untilGrown(media.resolve(name + ".mp4"), 30_000);
      }
      assertThat(process.terminate().status()).as(process.err()).isEqualTo(143);
    }
    for (String name : names) {
      assertThat(isFinished(media.resolve(name + ".mp4"))).as(name).isTrue();
      assertThat(Decoded.pictureHashes(media.resolve(name + ".mp4"))).hasSizeGreaterThan(10);
    }
  }

  @Test
  void shell_killedAndStartedAgain_tellsTheGapOfAConfiguredRecording() throws Exception {
    Path media = Files.createDirectory(folder.resolve("media"));
    try (BoxwireProcess process = BoxwireProcess.start(folder, "shell", "--wait")) {
      process.endInput();
      Files.writeString(
          folder.resolve("etc/io.boxwire.recorder.Recording-door.cfg"),
          "folder = " + media + "\npattern = %o-%n.mp4\n");
      process.untilGrown(media.resolve("door-001.mp4"), 100_000);
    }
    try (BoxwireProcess process = BoxwireProcess.start(folder, "shell", "--wait")) {
      process.endInput();
      process.untilItSays("door-001.mp4 was left open by an earlier run, and is repaired");
      process.untilItSays("recording door: nothing was recorded for ");
      assertThat(process.terminate().status()).as(process.err()).isEqualTo(143);
    }
    assertThat(isFinished(media.resolve("door-001.mp4"))).isTrue();
    assertThat(isFinished(media.resolve("door-002.mp4"))).isTrue();
  }
}
