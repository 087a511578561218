package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MediaTimeTest {
  @Test
  void nanos_equalMoments_areEqualInEveryTimescale() {
    for (long third = -6; third < 600; third++) {
      assertThat(MediaTime.nanos(third * 30_000, 90_000))
          .isEqualTo(MediaTime.nanos(third * 4, 12))
          .isEqualTo(MediaTime.nanos(third * 16_000, 48_000));
    }
  }

  @Test
  void nanos_largeTimes_keepTheirPrecision() {
    long days = 10_000L * 86_400;
    assertThat(MediaTime.nanos(days * 90_000 + 9, 90_000))
        .isEqualTo(days * 1_000_000_000 + 100_000);
  }

  @Test
  void nanos_beyondTheRange_becomesItsEnd() {
    assertThat(MediaTime.nanos(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(MediaTime.nanos(Long.MAX_VALUE, 3)).isEqualTo(Long.MAX_VALUE);
    assertThat(MediaTime.nanos(Long.MIN_VALUE, 1)).isEqualTo(Long.MIN_VALUE);
    assertThat(MediaTime.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }
}
