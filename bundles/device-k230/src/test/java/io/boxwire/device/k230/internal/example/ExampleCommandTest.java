package io.boxwire.device.k230.internal.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleCommandTest {
  @TempDir Path folder;
  private final FakeModule module = new FakeModule().gives(new FakeContainer(count -> true));

  private ExampleRun example() {
    return new ExampleRun(module, new FakeCamera(), folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                      | the number of an example and a file are needed
          1 a.mp4 b.mp4          | the number of an example and a file are needed
          4 a.mp4                | there is no example 4
          1 -                    | the examples work on files that have a name
          1 no/a.mp4             | there is no folder
          1 a.mp4 --nothing      | there is no option --nothing
          1 a.mp4 -x             | there is no option -x
          1 a.mp4 --device       | the option --device lacks its value
          1 a.mp4 --device-opt=v | --device-opt takes NAME=VALUE: v
          1 a.mp4 --device none  | there is no capture device none
          1 a.mp4 --device fake --device fake | the option --device is given twice
          """)
  void run_wrongUsage_isToldAndTouchesNothing(String words, String message) throws Exception {
    ExampleRun example = example();

    assertThat(example.run(words.split(" "))).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(example.err())
        .startsWith("boxwire: k230-example: " + message)
        .endsWith("; --help says what there is\n");
    assertThat(example.lines()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void run_outputExists_isReplacedOnlyIfWanted() throws Exception {
    Path file = Files.writeString(folder.resolve("a.mp4"), "old");

    assertThat(example().run("1", "a.mp4")).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(file).hasContent("old");

    assertThat(example().run("1", "-y", "a.mp4")).isEqualTo(CommandLine.DONE);
    assertThat(file).doesNotExist();
  }

  @Test
  void help_needsNothingElse() throws Exception {
    ExampleRun example = example();

    assertThat(example.run("--help")).isEqualTo(CommandLine.DONE);
    assertThat(example.lines().get(0))
        .isEqualTo("usage: k230-example 1 OUT | 2 OUT | 3 IN [options]");
  }

  @Test
  void version_isThatOfTheBundle() throws Exception {
    ExampleRun example = example();

    assertThat(example.run("--version")).isEqualTo(CommandLine.DONE);
    assertThat(example.lines()).containsExactly("boxwire 1.2.3");
  }

  @Test
  void run_verbose_showsWhereAFailureCameFrom() throws Exception {
    FakeModule failing = new FakeModule().answers("create", -1);
    ExampleRun example = new ExampleRun(failing, new FakeCamera(), folder);

    assertThat(example.run("3", "a.mp4", "-v")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).contains("\tat io.boxwire.device.k230.internal.example.Example3.");
  }
}
