package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstCoveringTest {
  @Test
  void find_anySpans_isTheFirstThatOverlaps() {
    Random random = new Random(7);
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      int count = random.nextInt(12);
      long[] starts = new long[count];
      long[] ends = new long[count];
      for (int i = 0; i < count; i++) {
        starts[i] = random.nextInt(40) - 10;
        ends[i] = starts[i] + random.nextInt(8);
      }
      FirstCovering covering = new FirstCovering(starts, ends);
      for (int i = 0; i < 20; i++) {
        long start = random.nextInt(60) - 20;
        long end = start + 1 + random.nextInt(6);
        int expected = first(starts, ends, start, end);
        assertThat(covering.find(start, end)).isEqualTo(expected);
        found += expected == FirstCovering.NONE ? 0 : 1;
      }
    }
    assertThat(found).isGreaterThan(10_000);
  }

  private static int first(long[] starts, long[] ends, long start, long end) {
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < ends[i] && start < ends[i] && end > starts[i]) {
        return i;
      }
    }
    return FirstCovering.NONE;
  }
}
