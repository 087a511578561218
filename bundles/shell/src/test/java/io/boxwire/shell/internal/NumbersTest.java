package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Notation.PictureSize;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "12, PT12S",
    "1.5, PT1.5S",
    "0.000000001, PT0.000000001S",
    "00:00:01, PT1S",
    "01:02:03.004, PT1H2M3.004S",
    "100:00:00, PT100H",
  })
  void time_bothForms_areExact(String text, Duration expected) throws Exception {
    assertThat(Numbers.time("--from", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "1:2", "00:60:00", "00:00:60", "1.", ".5", "abc", "1s"})
  void time_otherForms_areWrongUsage(String text) {
    assertThatThrownBy(() -> Numbers.time("--from", text))
        .isInstanceOf(UsageException.class)
        .hasMessage("--from is neither seconds nor HH:MM:SS.mmm: " + text);
  }

  @ParameterizedTest
  @CsvSource({"30, 30, 1", "30000/1001, 30000, 1001", "29.97, 29970, 1000", "12.5, 12500, 1000"})
  void frameRate_allForms_areExact(String text, int numerator, int denominator) throws Exception {
    assertThat(Numbers.frameRate("fps", text)).isEqualTo(new FrameRate(numerator, denominator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "30/0", "x", "30/", "-5", "99999999.999"})
  void frameRate_impossible_isWrongUsage(String text) {
    assertThatThrownBy(() -> Numbers.frameRate("fps", text)).isInstanceOf(UsageException.class);
  }

  @Test
  void size_widthAndHeight_areRead() throws Exception {
    assertThat(Numbers.size("--size", "1280x720")).isEqualTo(new PictureSize(1280, 720));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1280", "0x720", "1280x0", "x", "1280x720x2"})
  void size_impossible_isWrongUsage(String text) {
    assertThatThrownBy(() -> Numbers.size("--size", text)).isInstanceOf(UsageException.class);
  }

  @Test
  void bytes_suffixes_arePowersOf1024() throws Exception {
    assertThat(Numbers.bytes("x", "1500000")).isEqualTo(1_500_000);
    assertThat(Numbers.bytes("x", "700k")).isEqualTo(700 << 10);
    assertThat(Numbers.bytes("x", "20M")).isEqualTo(20 << 20);
    assertThat(Numbers.bytes("x", "3G")).isEqualTo(3L << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "20m", "20MB", "1.5M", "999999999999999999G", "M"})
  void bytes_others_areWrongUsage(String text) {
    assertThatThrownBy(() -> Numbers.bytes("x", text)).isInstanceOf(UsageException.class);
  }
}
