package io.boxwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "12, PT12S",
    "1.5, PT1.5S",
    "0.000000001, PT0.000000001S",
    "999999999.999999999, PT277777H46M39.999999999S",
    "00:00:01, PT1S",
    "1:2:3, PT1H2M3S",
    "01:02:03.004, PT1H2M3.004S",
    "999999:59:59.999999999, PT999999H59M59.999999999S",
  })
  void time_bothForms_areExact(String text, Duration expected) {
    assertThat(Notation.time(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "-1",
        "1e3",
        "1:2",
        "00:60:00",
        "00:00:60",
        "1.",
        ".5",
        "abc",
        "1s",
        "0.0000000001",
        "1000000000",
        "1000000:00:00",
        "٣"
      })
  void time_otherForms_areNone(String text) {
    assertThat(Notation.time(text)).isEmpty();
  }

  @Test
  void bytes_units_arePowersOf1024() {
    assertThat(Notation.bytes("0")).hasValue(0);
    assertThat(Notation.bytes("1500000")).hasValue(1_500_000);
    assertThat(Notation.bytes("700k")).hasValue(700 << 10);
    assertThat(Notation.bytes("20M")).hasValue(20 << 20);
    assertThat(Notation.bytes("8589934591G")).hasValue(8_589_934_591L << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "20m", "20MB", "1.5M", "M", "8589934592G", "1 M"})
  void bytes_others_areNone(String text) {
    assertThat(Notation.bytes(text)).isEmpty();
  }

  @Test
  void pictureSize_widthAndHeight_areRead() {
    Notation.PictureSize size = new Notation.PictureSize(1280, 720);
    assertThat(Notation.pictureSize("1280x720")).hasValue(size);
    assertThat(Notation.pictureSize("1280X720")).hasValue(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1280", "0x720", "1280x0", "x", "1280x720x2", "100000x1"})
  void pictureSize_others_areNone(String text) {
    assertThat(Notation.pictureSize(text)).isEmpty();
  }
}
