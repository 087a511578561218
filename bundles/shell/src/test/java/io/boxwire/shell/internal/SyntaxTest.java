package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyntaxTest {
  private static final Option OUT = Option.value("-o", "FILE", "the output");
  private static final Option TRACK = Option.value("--track", "N", "the track");
  private static final Option VIDEO = Option.repeated("--video", "FILE", "a stream");
  private static final Syntax SYNTAX =
      Syntax.of("cut", "cuts")
          .usage("IN [-o FILE]", 1, 2)
          .option(OUT)
          .option(TRACK)
          .option(VIDEO)
          .note("A note.")
          .build();

  @Test
  void parse_optionsBetweenOperands_findsBoth() throws Exception {
    Arguments arguments = SYNTAX.parse(List.of("a", "-o", "x", "b", "--track=2", "-q"));

    assertThat(arguments.operands()).containsExactly("a", "b");
    assertThat(arguments.required(OUT)).isEqualTo("x");
    assertThat(arguments.track(TRACK)).hasValue(2);
    assertThat(arguments.has(Syntax.QUIET)).isTrue();
    assertThat(arguments.has(Syntax.VERBOSE)).isFalse();
  }

  @Test
  void parse_namesShellsWouldChange_keepsThem() throws Exception {
    String name = "cam$1 (2) [3]#4;5 *.mp4";

    Arguments arguments = SYNTAX.parse(List.of(name, "--video", name, "--video=" + name));

    assertThat(arguments.operand(0)).isEqualTo(name);
    assertThat(arguments.values(VIDEO)).containsExactly(name, name);
  }

  @Test
  void parse_doubleDash_makesTheRestOperands() throws Exception {
    assertThat(SYNTAX.parse(List.of("--", "-q", "--track")).operands())
        .containsExactly("-q", "--track");
  }

  @Test
  void parse_singleDash_isAnOperandAndAValue() throws Exception {
    Arguments arguments = SYNTAX.parse(List.of("-", "-o", "-"));

    assertThat(arguments.operand(0)).isEqualTo("-");
    assertThat(arguments.required(OUT)).isEqualTo("-");
  }

  @Test
  void parse_wrongUsage_namesTheArgument() {
    assertWrong(List.of(), "an argument is missing: cut IN [-o FILE]");
    assertWrong(List.of("a", "b", "c"), "an argument is too much: c");
    assertWrong(List.of("a", "--what"), "there is no option --what");
    assertWrong(List.of("a", "-o"), "the option -o FILE lacks its value");
    assertWrong(List.of("a", "-o", "x", "-o", "y"), "the option -o is given twice");
    assertWrong(List.of("a", "--help=yes"), "the option --help takes no value");
  }

  @Test
  void parse_help_asksForNoOperands() throws Exception {
    assertThat(SYNTAX.parse(List.of("--help")).has(Syntax.HELP)).isTrue();
  }

  @Test
  void track_notANumber_isWrongUsage() throws Exception {
    Arguments arguments = SYNTAX.parse(List.of("a", "--track", "0"));

    assertThatThrownBy(() -> arguments.track(TRACK))
        .isInstanceOf(UsageException.class)
        .hasMessage("--track is not between 1 and 2147483647: 0");
  }

  @Test
  void help_hasEverythingDeclared() {
    assertThat(SYNTAX.help())
        .isEqualTo(
            """
            usage: cut IN [-o FILE]

            cuts

            options:
              -o FILE       the output
              --track N     the track
              --video FILE  a stream
              -q            say nothing but errors
              -v            say more; with an error, where it came from
              --help        show this text
              --version     show the version

            A note.
            """);
  }

  private static void assertWrong(List<String> given, String message) {
    assertThatThrownBy(() -> SYNTAX.parse(given))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
