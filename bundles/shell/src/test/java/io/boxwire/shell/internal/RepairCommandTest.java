package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command on the real parts. */
@Timeout(60)
class RepairCommandTest {
  @TempDir Path folder;
  private TestShell shell;

  @BeforeEach
  void prepare() throws Exception {
    shell = new TestShell(TestParts.real(), folder);
    Files.write(folder.resolve("v.h264"), TestMedia.clip("h264"));
    TestShell.Result made =
        shell.run("mux", "-o", "whole.mp4", "--layout", "fragmented", "--video", "v.h264,fps=2");
    assertThat(made.status()).as(made.err()).isEqualTo(CommandLine.DONE);
  }

  /** A fragmented file that ends within its last fragment. */
  private void cut(String name) throws Exception {
    byte[] whole = Files.readAllBytes(folder.resolve("whole.mp4"));
    int tail = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("mfra");
    Files.write(folder.resolve(name), Arrays.copyOf(whole, tail - 4 - 100));
  }

  @Test
  void repair_cutFile_isFinishedInPlaceAndNamedWithWhatWasLost() throws Exception {
    cut("cut.mp4");
    TestShell.Result result = shell.run("repair", "cut.mp4");
    assertThat(result.status()).as(result.err()).isEqualTo(CommandLine.DONE);
    assertThat(result.out()).matches("cut\\.mp4: finalised, [0-9]+ samples\n");
    assertThat(result.err()).containsPattern("skipped [0-9]+ bytes from offset [0-9]+");
    TestShell.Result again = shell.run("repair", "cut.mp4");
    assertThat(again.out()).isEqualTo("cut.mp4: whole\n");
    assertThat(again.status()).isEqualTo(CommandLine.DONE);
  }

  @Test
  void repair_toAnotherFile_replacesOneOnlyWhenAsked() throws Exception {
    cut("cut.mp4");
    Files.writeString(folder.resolve("out.mp4"), "old");
    assertThat(shell.run("repair", "cut.mp4", "out.mp4").status())
        .isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(folder.resolve("out.mp4")).hasContent("old");
    TestShell.Result result = shell.run("repair", "cut.mp4", "out.mp4", "-y");
    assertThat(result.status()).as(result.err()).isEqualTo(CommandLine.DONE);
    assertThat(result.out()).startsWith("out.mp4: finalised, ");
    assertThat(shell.run("info", "out.mp4").status()).isEqualTo(CommandLine.DONE);
  }

  @Test
  void repair_impossible_fails() throws Exception {
    Files.writeString(folder.resolve("no.mp4"), "this is no media file at all");
    TestShell.Result result = shell.run("repair", "no.mp4");
    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err()).contains("no.mp4: ");
    assertThat(shell.run("repair", "missing.mp4").status()).isEqualTo(CommandLine.FAILED);
    assertThat(shell.run("repair", "cut.mp4", "-").status()).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(shell.run("repair", "whole.mp4", "whole.mp4").status())
        .isEqualTo(CommandLine.WRONG_USAGE);
  }
}
