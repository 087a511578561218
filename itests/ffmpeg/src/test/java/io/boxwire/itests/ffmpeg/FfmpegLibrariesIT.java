package io.boxwire.itests.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegLibrariesIT {
  @TempDir Path folder;

  @Test
  void stub_insteadOfEveryCaptureLibrary_letsFfprobeStart() throws Exception {
    for (String name : List.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1")) {
      StubLibrary.write(folder, name);
    }
    ProcessBuilder builder = new ProcessBuilder(Ffmpeg.ffprobe().toString(), "-version");
    builder.environment().putAll(FfmpegLibraries.environment(Ffmpeg.ffprobe(), folder));
    builder.redirectErrorStream(true).environment().put("LD_DEBUG", "libs");
    Process process = builder.start();
    List<String> said = new ArrayList<>(process.inputReader().lines().toList());
    assertThat(process.waitFor()).isZero();
    assertThat(said).anyMatch(line -> line.contains("init: " + folder.resolve("libpulse.so.0")));
    assertThat(said).anyMatch(line -> line.startsWith("ffprobe version"));
  }
}
