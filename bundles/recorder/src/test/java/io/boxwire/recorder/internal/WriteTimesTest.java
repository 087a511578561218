package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WriteTimesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  /** Near the end of the range, as the clock may be. */
  private static final long START = Long.MAX_VALUE - 2 * SECOND;

  private final WriteTimes times = new WriteTimes(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void longest_nothingWritten_isZero() {
    assertThat(times.longest(START)).isZero();
    assertThat(times.last(START)).isEmpty();
  }

  @Test
  void longest_ofLate_forgetsWhatWasLongAgo() {
    times.wrote(START, START + 7);
    times.wrote(START + 10, START + 13);
    assertThat(times.longest(START + SECOND)).isEqualTo(Duration.ofNanos(7));
    assertThat(times.longest(START + 6 * SECOND)).isEqualTo(Duration.ofNanos(7));
    times.wrote(START + 7 * SECOND, START + 7 * SECOND + 2);
    assertThat(times.longest(START + 8 * SECOND)).isEqualTo(Duration.ofNanos(7));
    assertThat(times.longest(START + 11 * SECOND)).isEqualTo(Duration.ofNanos(2));
    assertThat(times.longest(START + 60 * SECOND)).isZero();
  }

  @Test
  void last_someTimeAgo_isThatTimeBeforeNow() {
    times.wrote(START, START + SECOND);
    assertThat(times.last(START + 4 * SECOND)).contains(NOW.minusSeconds(3));
  }
}
