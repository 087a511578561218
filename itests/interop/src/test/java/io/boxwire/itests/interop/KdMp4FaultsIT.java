package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KdMp4;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A power cut and a full disk, with FFmpeg as judge of what is left. */
class KdMp4FaultsIT {
  private static final int GROUP = 25;
  private static final int BLOCKS_OF_512 = 200;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void powerCut_atAnyPicture_leavesAllClosedFragments(int fmp4Flag) throws Exception {
    List<byte[]> pictures = pictures(8);
    Path file = folder.resolve("growing.mp4");
    KdFile out = KdFile.write(file, fmp4Flag);
    long video = out.video("h264");
    long audio = out.audio("g711u", 8_000, 1);
    for (int i = 0; i < pictures.size(); i++) {
      out.frame(video, "h264", pictures.get(i), KdMedia.micros(i));
      out.frame(audio, "g711u", KdMedia.sound(320), KdMedia.micros(i));
      // At a beginning, at an end, and amid a group of pictures.
      if (i >= 2 * GROUP && i % 12 == 2) {
        Path cut = Files.copy(file, folder.resolve("cut" + i + ".mp4"));
        // A sample is written when the next one has come: that is how long it lasts.
        int closed = (i - 2) / GROUP * GROUP;
        assertThat(Probe.of(cut, "v:0").packets().size())
            .as("pictures after %d", i)
            .isBetween(closed, i + 1);
        assertThat(Decoded.pictureHashes(cut)).hasSizeGreaterThanOrEqualTo(closed);
        assertThat(Probe.of(cut, "a:0").packets()).hasSizeGreaterThanOrEqualTo(closed - 1);
      }
    }
    out.destroy();
    assertThat(Probe.of(file, "v:0").packets()).hasSize(pictures.size());
    assertThat(Probe.of(file, "a:0").packets()).hasSize(pictures.size());
  }

  /** The firmware writes no fragment of a file without video before it is closed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void powerCut_audioAlone_leavesAllButTheLastSecond(int fmp4Flag) throws Exception {
    Path file = folder.resolve("growing.mp4");
    KdFile out = KdFile.write(file, fmp4Flag);
    long audio = out.audio("g711a", 8_000, 1);
    byte[] sound = KdMedia.sound(320);
    for (int i = 0; i < 250; i++) {
      out.frame(audio, "g711a", sound, KdMedia.micros(i));
    }
    Path cut = Files.copy(file, folder.resolve("cut.mp4"));
    assertThat(Probe.of(cut, "a:0").packets()).hasSizeGreaterThan(220);
    out.destroy();
    assertThat(Probe.of(file, "a:0").packets()).hasSize(250);
  }

  /** A file size limit fails a write as a full disk does, and needs neither root nor a disk. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void diskFull_isReportedAndLeavesWhatWasWritten(int fmp4Flag) throws Exception {
    Path stream = folder.resolve("stream.h264");
    KdMedia.encode("h264", "640x360", "bframes=0:keyint=25:scenecut=0", 8, stream);
    Path file = folder.resolve("full.mp4");
    Ffmpeg.Output run =
        Ffmpeg.run(
            List.of(
                "sh",
                "-c",
                "ulimit -f " + BLOCKS_OF_512 + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UntilItFails.class.getName(),
                stream.toString(),
                file.toString(),
                Integer.toString(fmp4Flag)));
    assertThat(run.status()).as(run.text() + run.err()).isZero();
    assertThat(run.lines().get(0)).isEqualTo("write " + KdMp4.K_MP4_ERR_IO);
    assertThat(run.lines().get(1)).contains("File too large");
    assertThat(run.lines().get(2)).isEqualTo("destroy " + KdMp4.K_MP4_ERR_IO);
    assertThat(run.lines().get(3)).isEqualTo("again " + KdMp4.K_MP4_ERR_HANDLE);
    assertThat(Probe.of(file, "v:0").packets()).hasSizeGreaterThanOrEqualTo(GROUP);
  }

  /** Writes until a call fails, in a process of its own. */
  static final class UntilItFails {
    private UntilItFails() {}

    /** Arguments: stream, file, fmp4Flag. */
    public static void main(String[] arguments) throws Exception {
      List<byte[]> pictures = KdMedia.cut("h264", Path.of(arguments[0]));
      KdFile out = KdFile.write(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      long track = out.video("h264");
      int code = KdMp4.K_MP4_OK;
      for (int i = 0; i < pictures.size() && code == KdMp4.K_MP4_OK; i++) {
        code = out.tryFrame(track, "h264", pictures.get(i), KdMedia.micros(i));
      }
      System.out.println("write " + code);
      System.out.println(KdFile.KD.errorMessage(out.handle()));
      System.out.println("destroy " + KdFile.KD.destroy(out.handle()));
      System.out.println("again " + KdFile.KD.destroy(out.handle()));
    }
  }

  private List<byte[]> pictures(int seconds) throws Exception {
    Path stream = folder.resolve("stream.h264");
    KdMedia.encode("h264", "176x144", "bframes=0:keyint=25:scenecut=0", seconds, stream);
    return KdMedia.cut("h264", stream);
  }
}
