package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureClockTest {
  private static final int DURATION = 100;

  private final PictureClock clock = new PictureClock(DURATION);
  private final List<Long> decodeTimes = new ArrayList<>();
  private final List<Long> compositionTimes = new ArrayList<>();

  private void add(long... counts) {
    for (long count : counts) {
      clock.add(count);
      drain();
    }
  }

  private void drain() {
    while (clock.next()) {
      decodeTimes.add(clock.decodeTime());
      compositionTimes.add(clock.compositionTime());
    }
  }

  private void finish() {
    clock.finish();
    drain();
  }

  @Test
  void next_noReordering_isKnownAtOnceAndEqual() {
    clock.startSequence(0);
    add(0, 2, 4);
    assertThat(decodeTimes).containsExactly(0L, 100L, 200L).isEqualTo(compositionTimes);
  }

  @Test
  void next_pyramid_givesTimesInOrderOfCounts() {
    clock.startSequence(2);
    add(0, 8, 4, 2, 6, 16, 12, 10, 14);
    finish();
    assertThat(decodeTimes).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L);
    assertThat(compositionTimes)
        .containsExactly(200L, 600L, 400L, 300L, 500L, 1000L, 800L, 700L, 900L);
  }

  @Test
  void startSequence_countsBeginAnew_goOnBehindTheOldOnes() {
    clock.startSequence(1);
    add(0, 4, 2);
    clock.startSequence(1);
    add(0, 4, 2);
    finish();
    assertThat(compositionTimes).containsExactly(100L, 300L, 200L, 400L, 600L, 500L);
  }

  @Test
  void startSequence_deeperThanBefore_squeezesDecodeTimesOnly() {
    clock.startSequence(0);
    add(0, 2, 4);
    clock.startSequence(2);
    add(0, 8, 4, 2, 6, 10);
    finish();
    assertThat(compositionTimes)
        .containsExactly(0L, 100L, 200L, 300L, 700L, 500L, 400L, 600L, 800L);
    assertThat(decodeTimes).startsWith(0L, 100L, 200L, 205L, 210L, 300L, 400L);
    checkTimes();
  }

  @Test
  void startUntoldSequence_noReordering_hasEqualTimes() {
    clock.startUntoldSequence(4);
    add(0, 2, 4, 6, 8, 10);
    assertThat(decodeTimes).containsExactly(0L, 100L);
    finish();
    assertThat(decodeTimes).isEqualTo(compositionTimes).hasSize(6);
  }

  @Test
  void startUntoldSequence_pyramid_hasTheTimesOfOneThatTells() {
    clock.startUntoldSequence(16);
    add(0, 8, 4, 2, 6, 16, 12, 10, 14);
    finish();
    assertThat(decodeTimes).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L);
    assertThat(compositionTimes)
        .containsExactly(200L, 600L, 400L, 300L, 500L, 1000L, 800L, 700L, 900L);
  }

  @Test
  void startUntoldSequence_reorderingSetsInLate_squeezesDecodeTimes() {
    clock.startUntoldSequence(2);
    add(0, 2, 4, 6, 8, 12, 10, 16, 14);
    finish();
    assertThat(compositionTimes)
        .containsExactly(0L, 100L, 200L, 300L, 400L, 600L, 500L, 800L, 700L);
    assertThat(decodeTimes).containsExactly(0L, 100L, 200L, 300L, 305L, 400L, 500L, 600L, 700L);
  }

  @Test
  void next_randomOrdersAndDepths_keepTheRules() {
    Random random = new Random(11);
    for (int sequence = 0; sequence < 2_000; sequence++) {
      int depth = random.nextInt(PictureClock.MAX_DEPTH + 3) - 1;
      if (random.nextBoolean()) {
        clock.startSequence(depth);
      } else {
        clock.startUntoldSequence(depth);
      }
      for (int i = random.nextInt(40); i >= 0; i--) {
        add(random.nextInt(100));
      }
    }
    finish();
    assertThat(clock.pending()).isZero();
    checkTimes();
    assertThat(compositionTimes.stream().sorted().distinct().count())
        .isEqualTo(compositionTimes.size());
    LongSummaryStatistics times =
        compositionTimes.stream().mapToLong(Long::longValue).summaryStatistics();
    assertThat(times.getMax() - times.getMin())
        .isEqualTo((compositionTimes.size() - 1L) * DURATION);
  }

  @Test
  void add_pictureThatIsNeverPresented_isGivenUpInBoundedMemory() {
    clock.startSequence(1);
    add(Long.MAX_VALUE);
    for (int i = 0; i < PictureClock.MAX_PENDING + 10; i++) {
      add(i);
    }
    assertThat(compositionTimes).hasSizeGreaterThanOrEqualTo(PictureClock.MAX_PENDING);
    finish();
    assertThat(compositionTimes).hasSize(PictureClock.MAX_PENDING + 11);
    checkTimes();
  }

  private void checkTimes() {
    for (int i = 0; i < decodeTimes.size(); i++) {
      assertThat(decodeTimes.get(i)).isLessThanOrEqualTo(compositionTimes.get(i));
      if (i > 0) {
        assertThat(decodeTimes.get(i)).isGreaterThan(decodeTimes.get(i - 1));
      }
    }
  }
}
