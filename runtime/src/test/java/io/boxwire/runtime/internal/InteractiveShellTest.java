package io.boxwire.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the shell does without a framework; the rest is shown on the whole application. */
@Timeout(20)
final class InteractiveShellTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Optional<Integer> answer(String... arguments) {
    return InteractiveShell.answer(List.of(arguments), out, new PrintStream(err, true));
  }

  @Test
  void answer_help_isTheUsage() {
    assertThat(answer("--wait", "--help")).hasValue(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: shell [--wait]");
  }

  @Test
  void answer_unknownOption_isWrongUsage() {
    assertThat(answer("--once")).hasValue(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("boxwire: shell: there is no option --once; --help says what there is\n");
  }

  @Test
  void answer_knownOptions_leavesTheRestToTheFramework() {
    assertThat(answer("--wait", "-v")).isEmpty();
    assertThat(answer()).isEmpty();
  }

  @Test
  void pipedLines_input_givesItsLinesThenItsEnd() throws Exception {
    byte[] bytes = "first\nzweite Zeile \u00e4\nlast".getBytes(StandardCharsets.UTF_8);
    try (Lines lines = new PipedLines(new ByteArrayInputStream(bytes), new PrintStream(err))) {
      assertThat(lines.next()).hasValue("first");
      assertThat(lines.next()).hasValue("zweite Zeile \u00e4");
      assertThat(lines.next()).hasValue("last");
      assertThat(lines.next()).isEmpty();
      assertThat(lines.next()).isEmpty();
    }
  }
}
