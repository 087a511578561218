package io.boxwire.device.k230.internal.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTimesTest {
  @ParameterizedTest
  @CsvSource({
    "30, 90000, 3000",
    "12.5, 90000, 7200",
    "29.97, 92907, 3100",
    "30000/1001, 90000, 3003",
    "1, 90000, 90000",
    "60, 90000, 1500"
  })
  void at_withoutJitter_isExact(String fps, int timescale, long ticks) {
    PictureTimes times = times(fps, 0);
    assertThat(times.timescale()).isEqualTo(timescale);
    assertThat(times.at(1_000_000)).isEqualTo(1_000_000 * ticks);
  }

  @ParameterizedTest
  @CsvSource({"30, 16", "60, 8", "12.5, 39", "1, 100", "2.5, 100", "29.97, 16", "20, 24"})
  void at_jitter_staysNearTheIdealAndIncreases(String fps, int jitter) {
    PictureTimes ideal = times(fps, 0);
    PictureTimes times = times(fps, jitter);
    long most = (long) jitter * times.timescale() / 1000;
    long farthest = 0;
    for (long i = 0; i < 5000; i++) {
      long off = Math.abs(times.at(i) - ideal.at(i));
      farthest = Math.max(farthest, off);
      assertThat(off).isLessThanOrEqualTo(most);
      assertThat(times.at(i + 1)).isGreaterThan(times.at(i));
    }
    assertThat(farthest).isGreaterThan(most * 9 / 10);
  }

  @ParameterizedTest
  @CsvSource({"30, 0", "30, 16", "60, 8", "12.5, 39", "1, 100", "1.5, 100", "29.97, 0", "7, 50"})
  void firstOf_anySecond_isTheFirstPictureAtOrAfterIt(String fps, int jitter) {
    PictureTimes times = times(fps, jitter);
    long picture = 0;
    for (long second = 0; second < 2000; second++) {
      while (times.at(picture) < second * times.timescale()) {
        picture++;
      }
      assertThat(times.firstOf(second)).isEqualTo(picture);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0.999", "60.001", "61", "30/0", "-1", "", "30.", "1e1", "30000/100"})
  void parse_noRateOfThisCamera_isEmpty(String text) {
    assertThat(FrameRate.parse(text)).isEmpty();
  }

  private static PictureTimes times(String fps, int jitter) {
    return new PictureTimes(FrameRate.parse(fps).orElseThrow(), jitter, /* seed= */ 1);
  }
}
