package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.fixtures.SmallDisk;
import io.boxwire.itests.fixtures.SmallDiskMuxers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuxerWorkTest {
  private static final int CLIPS = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "progressive, can't be played: it lacks its index",
    "hybrid, holds what came before the fault"
  })
  void run_diskIsFull_saysWhetherTheRestPlays(String layout, String words) throws Exception {
    byte[] clip = TestMedia.clip("h264");
    ByteBuffer stream = ByteBuffer.allocate(CLIPS * clip.length);
    for (int i = 0; i < CLIPS; i++) {
      stream.put(clip);
    }
    Files.write(folder.resolve("v.h264"), stream.array());
    TestParts parts = TestParts.real();
    parts.with(new SmallDiskMuxers(parts.muxers(), CLIPS / 2 * clip.length));

    TestShell.Result result =
        new TestShell(parts, folder)
            .run("mux", "-o", "o.mp4", "--layout", layout, "--video", "v.h264");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains(SmallDisk.FULL).contains("o.mp4 " + words);
    assertThat(folder.resolve("o.mp4")).exists();
  }
}
