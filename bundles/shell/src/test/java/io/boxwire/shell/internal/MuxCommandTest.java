package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuxCommandTest {
  @TempDir Path folder;

  @Test
  void mux_emptyFile_isToldAsSuch() throws Exception {
    Files.createFile(folder.resolve("v.h264"));
    TestShell.Result result =
        new TestShell(TestParts.real(), folder).run("mux", "-o", "m.mp4", "--video", "v.h264");
    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err()).contains("v.h264: the file is empty");
    assertThat(folder.resolve("m.mp4")).doesNotExist();
  }
}
