package io.boxwire.device.k230.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeUnitsTest {
  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, 33, 90000, 2970, 33",
    "MICROSECONDS, 33333, 90000, 3000, 33333",
    "MICROSECONDS, 66667, 90000, 6000, 66667",
    "FIRMWARE, 33333, 90000, 3000, 33",
    "FIRMWARE, 40000, 8000, 320, 40",
    "MILLISECONDS, 1001, 1000, 1001, 1001",
    "MILLISECONDS, 0, 90000, 0, 0",
    "MILLISECONDS, 4000000000000, 90000, 360000000000000, 4000000000000",
  })
  void toTicks_andBack_roundsToTheNearest(
      KMp4TimeUnit unit, long in, int timescale, long ticks, long out) {
    assertThat(TimeUnits.toTicks(in, unit, timescale)).isEqualTo(ticks);
    assertThat(TimeUnits.fromTicks(ticks, timescale, unit)).isEqualTo(out);
  }

  @Test
  void rescale_beyondRange_givesTheEnd() {
    assertThat(TimeUnits.rescale(Long.MAX_VALUE, 1, 1000)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeUnits.rescale(Long.MIN_VALUE, 1, 1000)).isEqualTo(Long.MIN_VALUE);
    assertThat(TimeUnits.rescale(Long.MAX_VALUE, 1000, 1000)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeUnits.rescale(-1, 90_000, 1_000_000_000)).isEqualTo(-11_111);
    assertThat(TimeUnits.rescale(1, Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void rescaleDown_betweenTwoTicks_givesTheLower() {
    assertThat(TimeUnits.rescaleDown(500, 90_000, 1000)).isEqualTo(5);
    assertThat(TimeUnits.rescaleDown(-1, 90_000, 1000)).isEqualTo(-1);
    assertThat(TimeUnits.rescaleDown(90_000, 90_000, 1000)).isEqualTo(1000);
  }
}
