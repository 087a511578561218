package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge itself: it encodes what the other tests need, and fails loudly. */
final class FfmpegIT {
  @TempDir Path directory;

  @Test
  void ffmpeg_encodersOfTheTests_areThere() {
    assertThat(Ffmpeg.ffmpeg("-encoders").text())
        .contains("libx264", "libx265", "pcm_alaw", "pcm_mulaw");
  }

  @Test
  void ffprobe_fileOfFfmpeg_isCounted() {
    Path file = directory.resolve("a [1].mp4");
    Ffmpeg.ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=176x144:r=25:d=1", "-c:v", "libx264", "-f", "mp4", file);
    assertThat(
            Ffmpeg.ffprobe(
                    "-count_packets",
                    "-show_entries",
                    "stream=nb_read_packets",
                    "-of",
                    "csv=p=0",
                    file)
                .lines())
        .containsExactly("25");
  }

  @Test
  void ffprobe_fileMissing_throwsWithItsMessage() {
    assertThatThrownBy(() -> Ffmpeg.ffprobe(directory.resolve("none.mp4")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No such file");
  }
}
