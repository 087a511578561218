package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bundles dropped into the folder {@code plugins} while {@code record} runs in real time in a
 * process of its own, and taken away again.
 */
@Timeout(180)
class PluginsFolderIT {
  private static final String VERSION = "1.0.1";

  /** A second or so of the test picture and its sound. */
  private static final int SOME_BYTES = 20_000;

  @TempDir Path folder;

  private Path file;

  private BoxwireProcess record() throws Exception {
    file = folder.resolve("out.mp4");
    BoxwireProcess process = BoxwireProcess.start(folder, "record", "out.mp4", "--seconds", "600");
    process.untilGrown(file, SOME_BYTES);
    return process;
  }

  private Path jar(String name) {
    return folder.resolve("plugins").resolve(name + ".jar");
  }

  private void install(BoxwireProcess process, int level, String name) throws Exception {
    Revision.of(level, name, VERSION).moveTo(jar(name));
    process.untilItSays(name + ".jar: io.boxwire." + name + " " + VERSION + " is installed");
  }

  private void takeBack(BoxwireProcess process, String name) throws Exception {
    Files.delete(jar(name));
    process.untilItSays(name + ".jar: io.boxwire." + name + " is taken back");
  }

  /** Every picture and every block is there, a constant time behind the one before it. */
  private static void assertWithoutGap(Path file) throws Exception {
    Probe video = Probe.of(file, "v:0");
    List<Long> times = video.presentation();
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1))
          .as("picture %d", i)
          .isBetween(33_300_000L, 33_400_000L);
    }
    assertThat(Decoded.pictureHashes(file)).hasSameSizeAs(times);
    List<Probe.Packet> blocks = Probe.of(file, "a:0").packets();
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).pts()).as("block %d", i).isEqualTo(blocks.get(i - 1).pts() + 320);
    }
  }

  @ParameterizedTest
  @CsvSource({"65, codec.h264", "65, codec.g711", "70, demuxer"})
  void record_codecOrDemuxerReplacedAndTakenBack_isOneFileWithoutAGap(int level, String name)
      throws Exception {
    try (BoxwireProcess process = record()) {
      install(process, level, name);
      process.untilGrown(file, SOME_BYTES);
      takeBack(process, name);
      process.untilGrown(file, SOME_BYTES);
      assertThat(process.terminate().status()).as(process.err()).isEqualTo(143);
      assertThat(process.out().lines()).containsExactly("out.mp4");
    }
    assertWithoutGap(file);
  }

  @Test
  void record_muxerReplaced_goesOnInANextFile() throws Exception {
    Path next = folder.resolve("out-002.mp4");
    try (BoxwireProcess process = record()) {
      install(process, 70, "muxer");
      process.untilGrown(next, SOME_BYTES);
      assertThat(process.out().lines())
          .as("a file is named once it is closed")
          .containsExactly("out.mp4");
      assertThat(process.terminate().status()).as(process.err()).isEqualTo(143);
      assertThat(process.out().lines()).containsExactly("out.mp4", "out-002.mp4");
    }
    assertWithoutGap(file);
    // The next file begins at a random access point, and hides what the first one shows.
    List<String> shown = new ArrayList<>(Decoded.pictureHashes(file));
    shown.addAll(Decoded.pictureHashes(next));
    assertThat(shown).isEqualTo(undisturbed(shown.size()));
  }

  /** The first pictures of the built-in device, as one file shows them. */
  private List<String> undisturbed(int pictures) throws Exception {
    Path reference = Files.createDirectory(folder.resolve("reference"));
    String[] command = {"record", "r.mp4", "--frames", "" + pictures, "--device-opt", "pace=fast"};
    try (BoxwireProcess process = BoxwireProcess.start(reference, command)) {
      assertThat(process.status()).as(process.err()).isZero();
    }
    return Decoded.pictureHashes(reference.resolve("r.mp4"));
  }

  /** A recording by a call is not resumed; its file is closed, and the command says why. */
  @ParameterizedTest
  @CsvSource({"60, api", "60, box", "60, bitstream", "75, recorder", "80, device.k230"})
  void record_partItStandsOnReplaced_endsPlayable(int level, String name) throws Exception {
    try (BoxwireProcess process = record()) {
      Revision.of(level, name, VERSION).moveTo(jar(name));
      assertThat(process.status()).as(process.err()).isEqualTo(1);
      assertThat(process.err()).contains("boxwire: ");
    }
    assertWithoutGap(file);
  }

  /** The command ends with its bundle, and the process with the command: the file is closed. */
  @Test
  void record_shellReplaced_saysSoAndEndsPlayable() throws Exception {
    try (BoxwireProcess process = record()) {
      Revision.of(85, "shell", VERSION).moveTo(jar("shell"));
      assertThat(process.status()).as(process.err()).isEqualTo(1);
      assertThat(process.err())
          .contains("boxwire: the commands are being stopped; the recording goes on");
    }
    assertWithoutGap(file);
  }

  @Test
  void record_jarHalfCopied_isNotInstalledBeforeItIsWhole() throws Exception {
    try (BoxwireProcess process = record()) {
      Revision.Rest rest = Revision.of(65, "codec.h264", VERSION).writeHalf(jar("codec.h264"));
      process.untilItSays("codec.h264.jar is not usable: ");
      process.untilGrown(file, SOME_BYTES);
      assertThat(process.err()).doesNotContain("is installed");
      rest.write();
      process.untilItSays("codec.h264.jar: io.boxwire.codec.h264 " + VERSION + " is installed");
      process.untilGrown(file, SOME_BYTES);
      assertThat(process.terminate().status()).as(process.err()).isEqualTo(143);
    }
    assertWithoutGap(file);
  }
}
