package io.boxwire.device.k230.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
