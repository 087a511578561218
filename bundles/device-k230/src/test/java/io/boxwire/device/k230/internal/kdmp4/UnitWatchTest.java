package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4TimeUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitWatchTest {
  @ParameterizedTest
  @CsvSource({
    // unit, step, length, suspicious
    "MILLISECONDS, 33, 0, false",
    "MILLISECONDS, 33333, 0, true",
    "MILLISECONDS, 5000, 0, false",
    "MILLISECONDS, 5001, 0, true",
    "MICROSECONDS, 33333, 0, false",
    "MICROSECONDS, 33, 0, true",
    "MICROSECONDS, 1000, 0, false",
    "MICROSECONDS, 999, 0, true",
    "FIRMWARE, 33333, 0, false",
    "FIRMWARE, 33, 0, true",
    "MILLISECONDS, 40, 40, false",
    "MILLISECONDS, 40000, 40, true",
    "MILLISECONDS, 4000, 40, false",
    "MICROSECONDS, 40000, 40000, false",
    "MICROSECONDS, 40, 40000, true",
    "MILLISECONDS, 0, 0, false",
    "MICROSECONDS, 0, 40000, false",
  })
  void frame_constantStep_isJudgedByWhatItCouldMean(
      KMp4TimeUnit unit, long step, long length, boolean suspicious) {
    UnitWatch watch = new UnitWatch(unit);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      watch.frame(1_000_000_000_000L + i * step, length).ifPresent(said::add);
    }
    assertThat(said).hasSize(suspicious ? 1 : 0);
  }

  @Test
  void frame_oddStepsNowAndThen_areNoReason() {
    UnitWatch watch = new UnitWatch(KMp4TimeUnit.MILLISECONDS);
    long time = 0;
    for (int i = 0; i < 100; i++) {
      time += i % 3 == 0 ? 33 : 60_000;
      assertThat(watch.frame(time, 0)).isEmpty();
    }
  }
}
