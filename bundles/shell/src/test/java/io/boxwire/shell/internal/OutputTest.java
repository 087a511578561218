package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.Sink;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
  private static final Syntax SYNTAX =
      Syntax.of("x", "x").usage("", 0, 0).option(Syntax.OVERWRITE).build();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Invocation invocation;

  @BeforeEach
  void prepare() {
    Streams streams =
        Streams.of(InputStream.nullInputStream(), out, new PrintStream(out, true))
            .inDirectory(folder);
    invocation = new Invocation(streams, new TestParts(), Invocation.Volume.NORMAL);
  }

  private Output output(String name, List<Path> inputs, String... arguments) throws Exception {
    return Output.of(name, inputs, SYNTAX.parse(List.of(arguments)), invocation);
  }

  @Test
  void of_fileThatExists_isRefusedAndLeft() throws Exception {
    Files.writeString(folder.resolve("a b$1.mp4"), "old");

    assertThatThrownBy(() -> output("a b$1.mp4", List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the output exists: ")
        .hasMessageEndingWith("a b$1.mp4 (-y replaces it)");
    assertThat(folder.resolve("a b$1.mp4")).hasContent("old");
  }

  @Test
  void of_fileThatExistsWithOverwrite_isRemovedWhenOpenedOnly() throws Exception {
    Path file = folder.resolve("a.mp4");
    Files.writeString(file, "old");

    Output output = output("a.mp4", List.of(), "-y");
    assertThat(file).hasContent("old");
    output.discard();
    assertThat(file).as("nothing was written yet").hasContent("old");

    assertThat(output.sink()).isEqualTo(new Sink.File(file));
    assertThat(file).doesNotExist();
  }

  @Test
  void of_inputUnderAnotherName_isRefusedEvenWithOverwrite() throws Exception {
    Path file = folder.resolve("a.mp4");
    Files.writeString(file, "old");
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("link.mp4"), file);

    assertThatThrownBy(() -> output("link.mp4", List.of(file), "-y"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("input and output are the same file: ");
    assertThatThrownBy(() -> output("./sub/../a.mp4", List.of(file), "-y"))
        .isInstanceOf(UsageException.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void of_folder_isRefused() {
    assertThatThrownBy(() -> output(".", List.of(), "-y"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the output is a folder: ");
  }

  @Test
  void of_fileInNoFolder_isRefused() {
    assertThatThrownBy(() -> output("no/a.mp4", List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no folder " + folder.resolve("no") + " for the output");
  }

  @Test
  void channel_standardOutput_staysOpen() throws Exception {
    Output output = output("-", List.of());
    assertThat(output.isStream()).isTrue();
    output.channel().write(ByteBuffer.wrap(new byte[] {'x'}));
    output.close();

    assertThat(out).hasToString("x");
    assertThat(output.channel().isOpen()).isTrue();
  }

  @Test
  void discard_fileThatWasMade_removesIt() throws Exception {
    Output output = output("a.h264", List.of());
    output.channel().write(ByteBuffer.wrap(new byte[] {'x'}));
    assertThat(folder.resolve("a.h264")).exists();

    output.discard();

    assertThat(folder.resolve("a.h264")).doesNotExist();
  }
}
