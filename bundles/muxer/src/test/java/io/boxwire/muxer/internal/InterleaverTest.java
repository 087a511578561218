package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.TrackFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterleaverTest {
  private static final int STEPS = 400;
  private static final int SEEDS = 300;
  private static final long MILLI = 1_000_000;
  private static final long WINDOW = 1_000 * MILLI;
  private static final long LIMIT = 60;

  /** With tracks that stall, wait for a codec, are left out, end, and give samples at one time. */
  @ParameterizedTest
  @ValueSource(longs = {0, 250 * MILLI})
  void poll_anyTracks_asIfItLookedAtAllOfThem(long grain) {
    int given = 0;
    int stalls = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(grain, new Random(seed));
      for (int step = 0; step < STEPS; step++) {
        run.step();
      }
      run.end();
      given += run.given;
      stalls += run.stalls;
    }
    assertThat(given).isGreaterThan(SEEDS * STEPS / 2);
    assertThat(stalls).isGreaterThan(SEEDS);
  }

  /** The same happens to both. */
  private static final class Run {
    private final Random random;
    private final Interleaver tested;
    private final PlainInterleaver plain;
    private final List<Track> tracks = new ArrayList<>();
    private final long[] times;
    private int given;
    private int stalls;

    Run(long grain, Random random) {
      this.random = random;
      this.tested = new Interleaver(grain, WINDOW, LIMIT);
      this.plain = new PlainInterleaver(grain, WINDOW, LIMIT);
      int count = 1 + random.nextInt(6);
      for (int id = 1; id <= count; id++) {
        TrackFormat format =
            random.nextBoolean()
                ? TrackFormat.video(FakeCodec.VIDEO, 1_000).build()
                : TrackFormat.audio(FakeCodec.AUDIO, 1_000, 1).build();
        Track track = new Track(id, format);
        tracks.add(track);
        tested.addTrack(track);
        plain.addTrack(track);
      }
      times = new long[count];
    }

    void step() {
      // Some tracks give less than others.
      int which = Math.min(random.nextInt(tracks.size()), random.nextInt(tracks.size()));
      Track track = tracks.get(which);
      int what = random.nextInt(100);
      if (what == 0) {
        track.waitForCodec(!track.waitsForCodec());
      } else if (what == 1 && times[which] == 0) {
        track.leaveOut();
      } else {
        Sample sample = track.sample(times[which], times[which]);
        sample.bytes(ByteBuffer.allocate(1 + random.nextInt(4)));
        times[which] += random.nextInt(5) * (random.nextInt(50) == 0 ? 400 : 20);
        tested.add(sample);
        plain.add(sample);
        advance(track, times[which] * MILLI);
      }
      compare();
    }

    private void advance(Track track, long frontier) {
      tested.advance(track, frontier);
      plain.advance(track, frontier);
    }

    private void compare() {
      Sample next;
      do {
        next = tested.poll();
        assertThat(next).isSameAs(plain.poll());
        assertThat(tested.stalls()).isEqualTo(plain.stalls());
        if (tested.stalls()) {
          stalls++;
          assertThat(tested.newlyStalled()).isEqualTo(plain.newlyStalled());
        }
        given += next == null ? 0 : 1;
      } while (next != null);
    }

    void end() {
      for (Track track : tracks) {
        advance(track, Ticks.LONGEST);
        compare();
      }
      assertThat(tested.pollAny()).isSameAs(plain.pollAny());
    }
  }
}
