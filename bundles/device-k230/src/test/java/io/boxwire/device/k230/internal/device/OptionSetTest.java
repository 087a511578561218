package io.boxwire.device.k230.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionSetTest {
  private final OptionSet options =
      new OptionSet(
          List.of(new Option("tone", "hertz", "1000"), new Option("pace", "fast or slow", "slow")));

  @Test
  void values_requestOverConfigurationOverBuiltIn() throws Exception {
    OptionSet configured = options.configuredBy(Map.of("tone", 440, "service.pid", "x"));
    assertThat(configured.options())
        .extracting(Option::defaultValue)
        .containsExactly("440", "slow");
    assertThat(configured.values(Map.of()).number("tone", 0, 500)).isEqualTo(440);
    assertThat(configured.values(Map.of("tone", "7")).number("tone", 0, 500)).isEqualTo(7);
    assertThat(configured.values(Map.of()).word("pace", List.of("fast", "slow"))).isEqualTo("slow");
    assertThat(options.values(Map.of()).text("tone")).isEqualTo("1000");
  }

  @Test
  void values_unknownOption_namesThoseThereAre() {
    assertThatThrownBy(() -> options.values(Map.of("speed", "1")))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("speed")
        .hasMessageContaining("tone, pace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"501", "-1", "1.5", "", "x"})
  void number_impossibleValue_saysWhatIsPossible(String value) throws Exception {
    OptionValues values = options.values(Map.of("tone", value));
    assertThatThrownBy(() -> values.number("tone", 0, 500))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith("tone is")
        .hasMessageEndingWith(": " + value);
  }

  @Test
  void word_noneOfThem_saysWhichTheyAre() throws Exception {
    OptionValues values = options.values(Map.of("pace", "medium"));
    assertThatThrownBy(() -> values.word("pace", List.of("fast", "slow")))
        .isInstanceOf(MediaException.class)
        .hasMessage("pace is fast or slow: medium");
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "4000000, 4000000", "64k, 64000", "4M, 4000000", "1000M, 1000000000"})
  void bitrate_withOrWithoutUnit_isInBitsASecond(String text, int expected) throws Exception {
    assertThat(options.values(Map.of("tone", text)).bitrate("tone")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "1001M", "9999999999M", "4G", "4.5M", "-4M", ""})
  void bitrate_impossibleValue_saysWhatIsPossible(String text) throws Exception {
    OptionValues values = options.values(Map.of("tone", text));
    assertThatThrownBy(() -> values.bitrate("tone"))
        .isInstanceOf(MediaException.class)
        .hasMessage("tone is 1000 to 1000000000, or such as 4M: " + text);
  }

  @ParameterizedTest
  @CsvSource({"5, 5000", "0.25, 250", "0.1, 100", "600, 600000"})
  void seconds_wholeOrDecimal_isThatTime(String text, int millis) throws Exception {
    assertThat(options.values(Map.of("tone", text)).seconds("tone", "0.1", "600"))
        .hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.09", "600.1", "5s", "-1", ".5", ""})
  void seconds_impossibleValue_saysWhatIsPossible(String text) throws Exception {
    OptionValues values = options.values(Map.of("tone", text));
    assertThatThrownBy(() -> values.seconds("tone", "0.1", "600"))
        .isInstanceOf(MediaException.class)
        .hasMessage("tone is 0.1 to 600 seconds: " + text);
  }

  @Test
  void multiple_ofSomethingElse_saysOfWhat() throws Exception {
    OptionValues values = options.values(Map.of("tone", "440"));
    assertThat(values.multiple("tone", 20, 0, 500)).isEqualTo(440);
    assertThatThrownBy(() -> values.multiple("tone", 25, 0, 500))
        .isInstanceOf(MediaException.class)
        .hasMessage("tone is a multiple of 25: 440");
  }
}
