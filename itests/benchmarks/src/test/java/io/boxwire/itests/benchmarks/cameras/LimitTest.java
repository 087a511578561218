package io.boxwire.itests.benchmarks.cameras;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.benchmarks.harness.Interval;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
  @ParameterizedTest
  @CsvSource({"100, 1000", "100, 101", "100, 60", "700, 150", "3, 1"})
  void find_estimateOnEitherSide_bracketsTheTruth(int estimate, int truth)
      throws IOException, InterruptedException {
    Limit limit = Limit.find(estimate, 100_000, trial(truth, Integer.MAX_VALUE));

    assertThat(limit.known()).isTrue();
    assertThat(limit.kept()).isLessThanOrEqualTo(truth);
    assertThat(limit.failed()).isGreaterThan(truth);
  }

  @Test
  void find_loadTellsHowFarItIs_takesFewTrials() throws IOException, InterruptedException {
    AtomicInteger trials = new AtomicInteger();
    Limit.Trial trial = trial(780, Integer.MAX_VALUE);
    Limit limit =
        Limit.find(
            420,
            100_000,
            cameras -> {
              trials.incrementAndGet();
              return trial.of(cameras);
            });

    assertThat(limit.kept()).isBetween(709, 780);
    assertThat(trials).hasValueLessThanOrEqualTo(4);
  }

  @Test
  void find_nothingFails_noMoreThanThereIsRoomFor() throws IOException, InterruptedException {
    Limit limit = Limit.find(100, 130, trial(1000, Integer.MAX_VALUE));

    assertThat(limit).isEqualTo(new Limit(130, 0));
    assertThat(limit.known()).isFalse();
  }

  @Test
  void find_memoryRunsOut_goesBackAndDoesNotTakeItForFallingBehind()
      throws IOException, InterruptedException {
    Limit limit = Limit.find(400, 100_000, trial(1000, 350));

    assertThat(limit.known()).isFalse();
    assertThat(limit.kept()).isBetween(290, 350);
  }

  @Test
  void find_memoryNeverSuffices_knowsNothing() throws IOException, InterruptedException {
    assertThat(
            Limit.find(400, 100_000, cameras -> new Limit.Shown(Limit.Outcome.NO_ROOM, 0)).kept())
        .isZero();
  }

  @Test
  void times_bothKnown_betweenTheBounds() {
    Interval times = new Limit(1000, 1100).times(new Limit(200, 220));

    assertThat(times.low()).isEqualTo(1000 / 220.0);
    assertThat(times.high()).isEqualTo(1100 / 200.0);
    assertThat(times.median()).isBetween(times.low(), times.high());
  }

  @Test
  void times_oursNotKnown_whatItIsAtLeast() {
    assertThat(new Limit(1000, 0).times(new Limit(190, 200)).low()).isEqualTo(5);
  }

  @Test
  void below_roomWasShort_isKnown() {
    assertThat(new Limit(190, 0).below(250)).isEqualTo(new Limit(190, 250));
    assertThat(new Limit(190, 200).below(250)).isEqualTo(new Limit(190, 200));
    assertThat(new Limit(190, 300).below(250)).isEqualTo(new Limit(190, 250));
  }

  private static Limit.Trial trial(int truth, int room) {
    return cameras ->
        new Limit.Shown(
            Limit.Outcome.of(cameras <= room, cameras <= truth), (double) cameras / truth);
  }
}
