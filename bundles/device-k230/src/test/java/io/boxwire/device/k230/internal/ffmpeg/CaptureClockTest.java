package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import io.boxwire.api.TrackFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
  private static final long SECOND = 1_000_000_000;
  private static final long DAYTIME = 1_700_000_000;

  private long now = -5 * SECOND;
  private final CaptureClock clock = new CaptureClock(() -> now);

  @Test
  void begin_firstChild_startsAtTenSeconds() {
    assertThat(clock.begin(DAYTIME * SECOND)).isEqualTo((10 - DAYTIME) * SECOND);
  }

  @Test
  void begin_laterChild_isAsMuchLaterAsTheMachineSays() {
    clock.begin(7);
    clock.reach(14 * SECOND);
    now += 9 * SECOND;
    assertThat(clock.begin(3 * SECOND)).isEqualTo(16 * SECOND);
  }

  @Test
  void begin_cameraClockRunsFast_neverGoesBack() {
    clock.begin(0);
    clock.reach(19 * SECOND);
    clock.reach(18 * SECOND);
    now += 8 * SECOND;
    assertThat(clock.begin(0)).isEqualTo(19 * SECOND);
  }

  @Test
  void ticks_tracksThatBeginApart_stayApart() {
    TrackTimes video = times(format(90_000, 0, 1_700_000_000_100L), 90_000);
    TrackTimes audio = times(format(8000, 0, 1_700_000_000_520L), 8000);
    long offset = clock.begin(video.nanos(0));
    video.begin(offset);
    audio.begin(offset);
    assertThat(video.ticks(0)).isEqualTo(900_000);
    assertThat(audio.ticks(0)).isEqualTo(80_000 + 3360);
    assertThat(audio.ticks(320)).isEqualTo(80_000 + 3680);
  }

  @Test
  void ticks_reorderedPictures_areShownWhereTheEditSays() {
    TrackTimes video = times(format(90_000, 3000, 0), 90_000);
    video.begin(clock.begin(video.nanos(0)));
    assertThat(video.ticks(0)).isEqualTo(900_000);
    assertThat(video.ticks(3000)).isEqualTo(903_000);
    assertThat(video.nanos(3000)).isZero();
  }

  @Test
  void ticks_otherTimescale_isRoundedNotSummed() {
    TrackTimes video = times(TrackFormat.video("h264", 30_000).build(), 90_000);
    video.begin(0);
    assertThat(video.ticks(DAYTIME * 30_000 + 1001)).isEqualTo(DAYTIME * 90_000 + 3003);
    assertThat(video.duration(1001)).isEqualTo(3003);
    TrackTimes odd = times(TrackFormat.video("h264", 7).build(), 90_000);
    for (int i = 0; i < 100; i++) {
      assertThat(odd.ticks(i)).isEqualTo(Math.round(i * 90_000 / 7.0));
    }
  }

  @Test
  void advance_afterAnotherChild_refusesWhatIsNotLater() {
    TrackTimes before = times(TrackFormat.video("h264", 90_000).build(), 90_000);
    assertThat(before.advance(1000)).isTrue();
    assertThat(before.advance(1000)).isFalse();
    TrackTimes after = times(TrackFormat.video("h264", 90_000).build(), 90_000);
    after.follow(before);
    assertThat(after.advance(1000)).isFalse();
    assertThat(after.advance(1001)).isTrue();
  }

  private static TrackFormat format(int timescale, long mediaTime, long delayMillis) {
    Edit delay = new Edit(delayMillis, Edit.EMPTY, Edit.NORMAL_RATE);
    Edit media = new Edit(0, mediaTime, Edit.NORMAL_RATE);
    return TrackFormat.video("h264", timescale).edits(List.of(delay, media), 1000).build();
  }

  private static TrackTimes times(TrackFormat format, int scale) {
    return new TrackTimes(format, 1000, scale);
  }
}
