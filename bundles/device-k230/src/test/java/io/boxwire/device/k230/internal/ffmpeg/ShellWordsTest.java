package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  private static final List<Arguments> LINES =
      List.of(
          Arguments.of("", List.of()),
          Arguments.of(" \t\n ", List.of()),
          Arguments.of("-f v4l2  -i\t/dev/video0 ", List.of("-f", "v4l2", "-i", "/dev/video0")),
          Arguments.of("-i 'my file.mp4'", List.of("-i", "my file.mp4")),
          Arguments.of("'a\\n\"$HOME'", List.of("a\\n\"$HOME")),
          Arguments.of("\"a b\"'c d'e", List.of("a bc de")),
          Arguments.of("\"say \\\"hi\\\" \\\\ \\n\"", List.of("say \"hi\" \\ \\n")),
          Arguments.of("a\\ b \\'c \\\\", List.of("a b", "'c", "\\")),
          Arguments.of("'' \"\" x", List.of("", "", "x")),
          Arguments.of("$(reboot);*|&#", List.of("$(reboot);*|&#")));

  static Stream<Arguments> lines() {
    return LINES.stream();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void split_line_givesItsWords(String line, List<String> words) throws Exception {
    assertThat(ShellWords.split(line)).isEqualTo(words);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void split_line_isWhatAShellMakesOfItsQuotes(String line, List<String> words) throws Exception {
    // What the shell would expand or run is not quoted in a single one of these lines.
    if (line.indexOf('$') >= 0 && line.indexOf('\'') < 0 || line.isBlank()) {
      return;
    }
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + line.strip()).start();
    String printed = new String(shell.getInputStream().readAllBytes());
    assertThat(shell.waitFor()).isZero();
    assertThat(List.of(printed.split("\0", -1)).subList(0, words.size())).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'open", "\"open", "\"open\\\"", "end\\", "a\0b"})
  void split_incompleteLine_isRefused(String line) {
    assertThatThrownBy(() -> ShellWords.split(line))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.BAD_REQUEST));
  }

  @Test
  void split_windowsPath_needsQuotes() throws Exception {
    assertThat(ShellWords.split("'C:\\cam\\x'")).containsExactly("C:\\cam\\x");
  }
}
