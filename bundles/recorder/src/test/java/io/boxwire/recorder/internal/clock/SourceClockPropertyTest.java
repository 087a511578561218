package io.boxwire.recorder.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.recorder.internal.clock.Camera.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Any order of steps, wraps, pauses, wild and equal times and disorder, on two tracks: the line is
 * compared with what is true.
 */
final class SourceClockPropertyTest {
  private static final int RUNS = Boolean.getBoolean("boxwire.full") ? 20_000 : 500;
  private static final long FRAME = 40_000_000L;

  /** How much sooner or later than others a frame is delivered. */
  private static final long DELIVERY = 200_000_000L;

  /** A shorter step is what a pause looks like. */
  private static final long PAUSE = 20 * Camera.SECOND;

  /** How far off a wild time is. */
  private static final long WILD = 8_520 * Camera.SECOND;

  /** After which counters wrap: 32 and 33 bits at 8 and 90 kHz, and 32 of milli-, microseconds. */
  private static final List<Long> PERIODS =
      List.of(
          (1L << 32) * 100_000 / 9,
          (1L << 33) * 100_000 / 9,
          (1L << 32) * 125_000,
          (1L << 33) * 125_000,
          (1L << 32) * 1_000,
          (1L << 32) * 1_000_000);

  @Test
  void anySequence_risesLastsAsLongAsItDidAndStaysInStep() {
    long steps = 0;
    long wild = 0;
    long leftOut = 0;
    long off = 0;
    long apart = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Film film = new Film(seed);
      film.run();
      for (int track = 1; track <= 2; track++) {
        assertThat(film.camera.times(track))
            .as("track %d of seed %d", track, seed)
            .isSorted()
            .doesNotHaveDuplicates();
      }
      assertThat(film.off)
          .as("how far off the truth, seed %d, %d steps", seed, film.steps)
          .isLessThanOrEqualTo(film.steps * DELIVERY);
      assertThat(film.apart)
          .as("how far the tracks are apart, seed %d", seed)
          .isLessThanOrEqualTo(FRAME);
      steps += film.steps;
      wild += film.wild;
      leftOut += film.leftOut;
      off = Math.max(off, film.off);
      apart = Math.max(apart, film.apart);
    }
    System.out.printf(
        "%d recordings of 2 minutes, %d steps and pauses, %d more left out, %d wild frames: at most"
            + " %d ms off the truth, tracks at most %d ms apart%n",
        RUNS, steps - leftOut, leftOut, wild, off / 1_000_000, apart / 1_000_000);
    assertThat(Math.min(steps - leftOut, wild)).isGreaterThan(RUNS);
  }

  /** Pictures and sound of 40 ms for two minutes, whose clock goes wrong now and then. */
  private static final class Film {
    final Camera camera = Camera.live();
    final Random random;
    int steps;
    int wild;

    /** Steps that were not made. */
    int leftOut;

    /** The most that the line was off what is true, but for frames that were wrong themselves. */
    long off;

    /** The most that the tracks were apart while their clocks agreed. */
    long apart;

    private final long[] offNow = new long[2];

    /** The clock of the device for each track: a step reaches the sound later. */
    private final long[] ahead = new long[2];

    private long truth;
    private long stepsAt = Long.MAX_VALUE;

    /** What the clock showed with the last picture. */
    private long shown;

    private final List<Long> before = new ArrayList<>();
    private long next;
    private final long begin;

    Film(int seed) {
      random = new Random(seed);
      ahead[0] = (long) random.nextInt(100_000) * Camera.SECOND;
      ahead[1] = ahead[0];
      begin = ahead[0];
      next = ahead[0];
    }

    void run() {
      for (int i = 0; i < 3000; i++) {
        truth += FRAME;
        // What is fault-free in between lets both tracks follow.
        if (i % 100 == 50 && i < 2900) {
          fault();
        }
        deliver(1, wild(1, i, 73));
        shown = truth + ahead[0];
        // From the next picture on, both tracks have made the step.
        boolean agreed = stepsAt == Long.MAX_VALUE;
        if (truth >= stepsAt) {
          ahead[1] = next;
          stepsAt = Long.MAX_VALUE;
        }
        deliver(2, wild(2, i, 81));
        if (agreed) {
          apart = Math.max(apart, Math.abs(offNow[0] - offNow[1]));
        }
      }
      camera.line.end();
    }

    private void fault() {
      switch (random.nextInt(6)) {
        case 0 -> stepTo(-truth);
        case 1 -> stepTo((long) random.nextInt(100_000_000) * Camera.SECOND / 100 * 100 - truth);
        case 2 -> stepTo(ahead[0] - (1 + random.nextInt(86_400)) * Camera.SECOND);
        case 3 -> stepTo(ahead[0] + PAUSE + random.nextInt(86_400) * Camera.SECOND);
        case 4 -> truth += (3 + random.nextInt(20_000)) * Camera.SECOND;
        default -> {
          // A restart of the camera: where the line goes on is known by the arrival alone.
          truth += (3 + random.nextInt(20_000)) * Camera.SECOND;
          stepTo(-truth);
        }
      }
      steps++;
    }

    /**
     * Steps that look by chance like others, like where a wild frame was, or like none at all are
     * left out: see {@code SourceClock.NEAR}.
     */
    private boolean ambiguous(long value) {
      return Math.abs(value - ahead[0]) < PAUSE
          || Math.abs(truth + value - shown) < PAUSE
          || known(value)
          || PERIODS.stream().anyMatch(one -> near(ahead[0] - value - one));
    }

    /** Whether a clock was set so before, or seemed to be. */
    private boolean known(long value) {
      return before.stream().anyMatch(one -> near(value - one));
    }

    /** Each step before may have taken the line off what is true. */
    private boolean near(long distance) {
      return Math.abs(distance) < 2 * Camera.SECOND + steps * DELIVERY;
    }

    private void stepTo(long value) {
      if (ambiguous(value)) {
        leftOut++;
        return;
      }
      before.add(value);
      next = value;
      ahead[0] = value;
      stepsAt = truth + random.nextInt(20) * FRAME;
    }

    /** At times a frame alone is wrong: a wild time, that of the one before, or that of another. */
    private long wild(int track, int frame, int when) {
      if (frame % 100 != when) {
        return 0;
      }
      long wrong =
          switch (random.nextInt(4)) {
            case 0 -> -FRAME;
            case 1 -> -3 * FRAME;
            case 2 -> WILD;
            default -> -WILD;
          };
      if (Math.abs(wrong) == WILD) {
        long value = ahead[track - 1] + wrong;
        if (known(value)) {
          return 0;
        }
        before.add(value);
      }
      wild++;
      return wrong;
    }

    private void deliver(int track, long wrong) {
      int scale = Camera.timescale(track);
      long time = new Timescale(scale).ticks(truth + ahead[track - 1] + wrong);
      long delay = random.nextLong(DELIVERY);
      camera.deliver(track, time, time, scale / 25, truth, truth + delay);
      if (wrong == 0) {
        Placed last = camera.placed.get(camera.placed.size() - 1);
        offNow[track - 1] = last.nanos() - truth - begin;
        off = Math.max(off, Math.abs(offNow[track - 1]));
      }
    }
  }
}
