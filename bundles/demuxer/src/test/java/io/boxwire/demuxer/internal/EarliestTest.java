package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EarliestTest {
  private static final int[] TIMESCALES = {1000, 90_000, 48_000, 1, 30_000};

  @Test
  void take_anySamples_givesTheEarliestOfTheLowestTrack() {
    Random random = new Random(5);
    int ties = 0;
    for (int tracks = 1; tracks < 40; tracks++) {
      int[] timescales =
          random.ints(tracks, 0, TIMESCALES.length).map(number -> TIMESCALES[number]).toArray();
      Earliest earliest = new Earliest(timescales);
      // By track, when its sample is decoded; all times are whole seconds.
      Map<Integer, Long> seconds = new TreeMap<>();
      for (int i = 0; i < 2000; i++) {
        int track = random.nextInt(tracks);
        if (random.nextInt(500) == 0) {
          earliest.clear();
          seconds.clear();
        } else if (random.nextInt(3) > 0 && !seconds.containsKey(track)) {
          long time = random.nextInt(10) == 0 ? -3 : random.nextInt(20);
          earliest.add(track, time * timescales[track]);
          seconds.put(track, time);
        } else {
          // Entries come by track, and the first of those alike is the least.
          int expected =
              seconds.entrySet().stream()
                  .min(Comparator.comparingLong(Map.Entry::getValue))
                  .map(Map.Entry::getKey)
                  .orElse(-1);
          assertThat(earliest.take()).as("of %d tracks", tracks).isEqualTo(expected);
          Long time = seconds.remove(expected);
          ties += time != null && seconds.containsValue(time) ? 1 : 0;
        }
        if (random.nextInt(4) == 0) {
          assertThat(earliest.isEmpty()).isEqualTo(seconds.isEmpty());
        }
      }
    }
    assertThat(ties).isGreaterThan(1000);
  }

  @Test
  void take_noTracks_givesNone() {
    Earliest earliest = new Earliest();
    assertThat(earliest.isEmpty()).isTrue();
    assertThat(earliest.take()).isEqualTo(-1);
  }

  @Test
  void take_timesThatDifferLittle_areComparedExactly() {
    Earliest earliest = new Earliest(3, 1000);
    earliest.add(0, 1);
    earliest.add(1, 333);
    assertThat(earliest.take()).isEqualTo(1);
    assertThat(earliest.take()).isEqualTo(0);
  }
}
