package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Results results = new Results(out);

  @Test
  void number_allSigns_isDecimal() throws Exception {
    long[] numbers = {
      0,
      7,
      -7,
      99,
      100,
      1_234_567_890_123L,
      1_000_000_000_000_000_000L,
      Long.MAX_VALUE,
      Long.MIN_VALUE
    };
    for (long number : numbers) {
      results.number(number).character(' ');
    }
    results.flush();

    assertThat(out)
        .hasToString(
            "0 7 -7 99 100 1234567890123 1000000000000000000 9223372036854775807 -9223372036854775808 ");
  }

  @Test
  void text_largerThanTheBuffer_isWhole() throws Exception {
    String text = "äb".repeat(100_000);
    results.character('<').text(text).hex(new byte[] {0, (byte) 0xa5}).flush();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("<" + text + "00a5");
  }

  @Test
  void heading_isPrintedWithTheFirstResultOnly() throws Exception {
    results.heading("# a\n");
    results.heading("# b\n");
    results.line("1").line("2").flush();

    assertThat(out).hasToString("# b\n1\n2\n");
  }

  @Test
  void flush_brokenPipe_blamesStandardOutput() throws Exception {
    Results broken =
        new Results(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    broken.line("x");

    assertThatThrownBy(broken::flush)
        .isInstanceOf(Results.Unwritable.class)
        .hasMessage("standard output: Broken pipe");
  }
}
