package io.boxwire.recorder.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which the clock of a device goes wrong, by itself. */
final class SourceClockTest {
  private static final long HOUR = 3_600_000;
  private final Camera camera = Camera.live();

  /** Pictures of 40 ms each, whose clock shows a time when the first is captured. */
  private static void pictures(Camera camera, long first, long truthMillis, int count) {
    for (int i = 0; i < count; i++) {
      camera.picture(first + i * 3600L, truthMillis + i * 40L);
    }
  }

  private static Long[] steadily(int count) {
    return LongStream.range(0, count).mapToObj(i -> i * 3600).toArray(Long[]::new);
  }

  @Test
  void steadyClock_isLeftAsItIs() {
    Frame given = Frame.on(1).times(-900, 2700).duration(3600).build();
    assertThat(camera.line.place(given, 5)).isSameAs(given);
    pictures(camera, 2700, 40, 50);
    assertThat(camera.times(1).get(49)).isEqualTo(2700 + 49 * 3600);
    assertThat(camera.line.mended()).isZero();
    assertThat(camera.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -900_000_000, 900_000_000L * 90_000, 7_776_000_000L, Long.MIN_VALUE})
  void step_goesOnWithoutAGapAndSaysSo(long to) {
    pictures(camera, 0, 0, 100);
    pictures(camera, to == 0 ? 1 : to, 4000, 100);
    assertThat(camera.times(1)).containsExactly(steadily(200));
    assertThat(camera.line.mended()).isEqualTo(1);
    assertThat(camera.events)
        .singleElement()
        .satisfies(
            event -> assertThat(event.kind()).isEqualTo(MediaEvent.Kind.GAP),
            event -> assertThat(event.track()).hasValue(1),
            event -> assertThat(event.frames()).isEmpty(),
            event -> assertThat(event.time()).contains(Duration.ZERO),
            event -> assertThat(event.message()).contains("door", "from 3.960 s", "on at 4.000 s"));
  }

  @Test
  void resetAfterAPause_keepsThePause() {
    pictures(camera, 0, 0, 100);
    pictures(camera, 0, 3960 + 3 * HOUR, 2);
    assertThat(camera.times(1).get(100)).isEqualTo(3600 * 99 + 3 * 3600 * 90_000L);
    assertThat(camera.events)
        .singleElement()
        .satisfies(e -> assertThat(e.time()).contains(Duration.ofHours(3).minusMillis(40)));
  }

  @Test
  void realPause_isKeptAndTold() {
    pictures(camera, 0, 0, 100);
    pictures(camera, 90_000L * 3600 * 3, 3 * HOUR, 2);
    assertThat(camera.times(1).get(100)).isEqualTo(90_000L * 3600 * 3);
    assertThat(camera.line.mended()).isZero();
    assertThat(camera.told()).singleElement().asString().contains("nothing was captured for 10796");
    assertThat(camera.events.get(0).time()).contains(Duration.ofHours(3).minusSeconds(4));
  }

  /** The muxer would refuse the frame behind it, and each that follows. */
  @Test
  void pauseLongerThanAFileCanExpress_isCutDownOnAllTracks() {
    for (long i = 0; i < 200; i++) {
      long day = i < 100 ? 0 : 86_400;
      camera.picture((i + day * 25) * 3600, (i + day * 25) * 40);
      camera.block((i + day * 25) * 320, (i + day * 25) * 40);
    }
    List<Long> pictures = camera.times(1);
    assertThat(pictures.get(100) - pictures.get(99)).isBetween(0xe000_0000L, 0xffff_ffffL);
    assertThat(pictures.get(199) / 90).isCloseTo(camera.times(2).get(199) / 8, within(1L));
    assertThat(camera.told()).hasSize(2);
    assertThat(camera.events.get(0).time().orElseThrow()).isGreaterThan(Duration.ofHours(12));
  }

  /** It was not read for a minute and kept two seconds: they come at once, and what is new next. */
  @Test
  void pauseBehindWhatWasBuffered_isReal() {
    pictures(camera, 0, 0, 100);
    for (int i = 100; i < 150; i++) {
      camera.deliver(1, i * 3600L, i * 3600L, 3600, i * 40_000_000L, 64_000_000_000L);
    }
    camera.deliver(1, 64 * 90_000L, 64 * 90_000L, 3600, 0, 64_000_000_000L);
    assertThat(camera.times(1).get(150)).isEqualTo(64 * 90_000L);
    assertThat(camera.line.mended()).isZero();
  }

  @Test
  void lateAndThenManyAtOnce_isLeftAsItIs() {
    for (int i = 0; i < 1000; i++) {
      long arrival = i < 100 ? i * 40L : 40_000;
      camera.deliver(1, i * 3600L, i * 3600L, 3600, 0, arrival * 1_000_000);
    }
    assertThat(camera.times(1)).containsExactly(steadily(1000));
    assertThat(camera.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 32, 1L << 33, (1L << 32) * 90, 386_547_056_640L})
  void wrap_goesOnToTheTick(long period) {
    long first = period - 50 * 3600 - 77;
    for (int i = 0; i < 100; i++) {
      camera.picture((first + i * 3600L) % period, i * 40L);
    }
    assertThat(camera.times(1)).first().isEqualTo(first);
    assertThat(camera.times(1)).last().isEqualTo(first + 99 * 3600);
    assertThat(camera.told()).singleElement().asString().contains("a wrap of 3");
    assertThat(camera.line.ahead())
        .isEqualTo(Duration.ofNanos(new Timescale(90_000).nanos(period)));
  }

  @Test
  void wrapOfEachTrackAtItsTime_keepsThemInStep() {
    long period = 1L << 32;
    long before = period - 10 * 8000;
    for (int i = 0; i < 1000; i++) {
      camera.picture(before / 8 * 90 + i * 3600L, i * 40L);
      camera.block((before + i * 320L) % period, i * 40L);
    }
    assertThat(camera.times(2)).last().isEqualTo(before + 999 * 320);
    assertThat(camera.line.mended()).isEqualTo(1);
  }

  @Test
  void wrapWhereFramesAreInDisorder_goesThereAndBack() {
    long period = 1L << 33;
    for (long i : new long[] {0, 1, 2, 4, 3, 5, 6}) {
      camera.picture((period - 4 * 3600 + i * 3600) % period, i * 40L);
    }
    assertThat(camera.times(1).get(4)).isEqualTo(period + 1);
    assertThat(camera.times(1).get(5)).isEqualTo(period + 3600);
    assertThat(camera.times(1).get(6)).isEqualTo(period + 2 * 3600);
  }

  /**
   * One packet of a network camera with a wild time, as in a file of a minute that claims hours.
   */
  @Test
  void oneWildTime_isMendedAndTheNextIsWhereItWas() {
    pictures(camera, 0, 0, 100);
    camera.picture(8_520L * 90_000, 4000);
    pictures(camera, 101 * 3600, 4040, 99);
    assertThat(camera.times(1)).containsExactly(steadily(200));
    assertThat(camera.line.ahead()).isZero();
    assertThat(camera.told()).hasSize(2);
  }

  @Test
  void stepOfBothTracks_oneAfterTheOther_keepsThemInStep() {
    for (int i = 0; i < 100; i++) {
      camera.picture((i < 50 ? i : i + 100_000) * 3600L, i * 40L);
      // The sound of a moment comes half a second later, and so does its step.
      camera.deliver(
          2,
          (i < 50 ? i : i + 100_000) * 320L,
          (i < 50 ? i : i + 100_000) * 320L,
          320,
          i * 40_000_000L,
          i * 40_000_000L + 500_000_000L);
    }
    assertThat(camera.times(1)).containsExactly(steadily(100));
    assertThat(camera.times(2)).last().isEqualTo(99 * 320L);
    assertThat(camera.told()).last().asString().contains("another track");
  }

  /** The pictures lost half a second in the step, and the sound nothing. */
  @Test
  void stepThatTookMoreOfOneTrack_givesTheOtherRoom() {
    for (int i = 0; i < 100; i++) {
      if (i < 50 || i > 61) {
        camera.picture((i < 50 ? i + 1_000_000 : i) * 3600L, i * 40L);
      }
      camera.deliver(
          2,
          (i < 50 ? i + 1_000_000 : i) * 320L,
          (i < 50 ? i + 1_000_000 : i) * 320L,
          320,
          0,
          i * 40_000_000L + 600_000_000L);
    }
    List<Long> sound = camera.times(2);
    List<Long> pictures = camera.times(1);
    assertThat(sound).last().isEqualTo((1_000_000 + 99) * 320L);
    assertThat(pictures).last().isEqualTo((1_000_000 + 99) * 3600L);
  }

  @Test
  void oneTrackAlone_stepsAndGoesOnBesideTheOther() {
    for (int i = 0; i < 100; i++) {
      camera.picture(i * 3600L, i * 40L);
      camera.block((i < 50 ? i : i - 50) * 320L, i * 40L);
    }
    assertThat(camera.times(2)).last().isEqualTo(99 * 320L);
    assertThat(camera.times(1)).containsExactly(steadily(100));
    assertThat(camera.line.mended()).isEqualTo(1);
  }

  @Test
  void trackWithAnotherClock_isPutBesideTheFirst() {
    camera.picture(1_700_000_000L * 90_000, 0);
    camera.block(0, 40);
    camera.block(320, 80);
    assertThat(camera.times(2)).containsExactly(13_600_000_000_000L, 13_600_000_000_320L);
    assertThat(camera.told()).singleElement().asString().contains("far from the other tracks");
  }

  @Test
  void equalTimesAndDisorder_arePutBehindAndKeepTheLine() {
    for (long i : new long[] {0, 1, 1, 2, 3, 6, 4, 5, 7, 7, 7, 8}) {
      camera.picture(i * 3600, i * 40);
    }
    camera.line.end();
    assertThat(camera.times(1))
        .containsExactly(
            0L, 3600L, 3601L, 7200L, 10_800L, 21_600L, 21_601L, 21_602L, 25_200L, 25_201L, 25_202L,
            28_800L);
    assertThat(camera.line.mended()).isEqualTo(5);
    assertThat(camera.told()).hasSize(2);
    assertThat(camera.told()).last().asString().contains("5 frames");
  }

  @Test
  void smallStepBack_isFoundOutAndCostsNoTime() {
    pictures(camera, 3_600_000, 0, 100);
    pictures(camera, 3_600_000 + 90 * 3600, 4000, 100);
    assertThat(camera.times(1)).last().isEqualTo(3_600_000L + 199 * 3600);
    assertThat(camera.told()).last().asString().contains("went from");
  }

  @Test
  void clockThatStandsStill_goesOnWithTheArrivals() {
    pictures(camera, 0, 0, 10);
    for (int i = 10; i < 1000; i++) {
      camera.picture(9 * 3600, i * 40L);
    }
    assertThat(camera.times(1)).isSorted().doesNotHaveDuplicates();
    assertThat(camera.times(1).get(999) / 90).isBetween(38_500L, 40_500L);
  }

  @Test
  void composition_keepsItsDistanceOverAStep() {
    camera.deliver(1, 0, 7200, 3600, 0, 0);
    camera.deliver(1, 3600, 18_000, 3600, 0, 40_000_000);
    camera.deliver(1, 90_000L * 86_400, 90_000L * 86_400 + 3600, 3600, 0, 80_000_000);
    Frame last = camera.placed.get(2).frame();
    assertThat(last.decodeTime()).isEqualTo(7200);
    assertThat(last.compositionTime()).isEqualTo(10_800);
  }

  @Test
  void composition_ofAFrameInDisorder_keepsItsPlace() {
    camera.deliver(1, 0, 7200, 3600, 0, 0);
    camera.deliver(1, 0, 18_000, 3600, 0, 0);
    camera.deliver(1, 0, 0, 3600, 0, 0);
    assertThat(camera.placed.get(1).frame().compositionTime()).isEqualTo(18_000);
    assertThat(camera.placed.get(2).frame().compositionTime()).isEqualTo(2);
  }

  @Test
  void waitingDevice_pausesUpToAnHourAreBelieved() {
    Camera waiting = Camera.waiting();
    pictures(waiting, 0, 0, 2);
    waiting.picture(90_000 * 3000, 0);
    waiting.picture(90_000 * 9000, 0);
    assertThat(waiting.times(1)).containsExactly(0L, 3600L, 270_000_000L, 270_003_600L);
    assertThat(waiting.told()).hasSize(2);
    assertThat(waiting.line.mended()).isEqualTo(1);
  }

  /** Read as fast as it goes, without saying so. */
  @Test
  void fasterThanTime_isLeftAsItIs() {
    for (int i = 0; i < 100_000; i++) {
      camera.deliver(1, i * 3600L, i * 3600L, 3600, 0, i);
    }
    assertThat(camera.times(1)).last().isEqualTo(99_999 * 3600L);
    assertThat(camera.events).isEmpty();
  }

  @Test
  void framesOfAMinuteEach_areNoGaps() {
    for (int i = 0; i < 10; i++) {
      long time = i * 60 * 90_000L;
      camera.deliver(1, time, time, Frame.UNKNOWN_DURATION, 0, i * 60_000_000_000L);
    }
    assertThat(camera.times(1)).last().isEqualTo(540 * 90_000L);
    assertThat(camera.told()).hasSizeLessThan(2);
  }
}
