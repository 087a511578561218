package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditTimelineTest {
  private static final int MOVIE = 1000;
  private static final int TRACK = 90_000;

  private static EditTimeline timeline(Edit... edits) {
    return EditTimeline.of(List.of(edits), MOVIE, TRACK);
  }

  private static Edit edit(long duration, long mediaTime) {
    return new Edit(duration, mediaTime, Edit.NORMAL_RATE);
  }

  @Test
  void presentation_withoutEdits_isTheCompositionTime() {
    EditTimeline timeline = timeline();
    assertThat(timeline.presentation(77, 10)).hasValue(77);
    assertThat(timeline.presentation(-5, 3)).hasValue(-5);
    assertThat(timeline.media(77)).isEqualTo(77);
    assertThat(timeline.duration(500)).isEqualTo(500);
  }

  @Test
  void presentation_mediaTimeOffset_startsAtZero() {
    EditTimeline timeline = timeline(edit(2000, 6000));
    assertThat(timeline.presentation(6000, 3000)).hasValue(0);
    assertThat(timeline.presentation(9000, 3000)).hasValue(3000);
    assertThat(timeline.presentation(0, 3000)).isEmpty();
    assertThat(timeline.media(3000)).isEqualTo(9000);
  }

  @Test
  void presentation_frameCutAtItsBeginning_keepsItsPlace() {
    assertThat(timeline(edit(2000, 1000)).presentation(0, 3000)).hasValue(-1000);
  }

  @Test
  void presentation_behindTheEdit_isHidden() {
    EditTimeline timeline = timeline(edit(1000, 0));
    assertThat(timeline.presentation(89_999, 1)).hasValue(89_999);
    assertThat(timeline.presentation(90_000, 3000)).isEmpty();
  }

  @Test
  void presentation_emptyEditFirst_delaysTheTrack() {
    EditTimeline timeline = timeline(edit(500, Edit.EMPTY), edit(1000, 0));
    assertThat(timeline.presentation(0, 3000)).hasValue(45_000);
    assertThat(timeline.delay()).isEqualTo(45_000);
    assertThat(timeline.media(0)).isZero();
    assertThat(timeline.media(48_000)).isEqualTo(3000);
    assertThat(timeline.duration(90_000)).isEqualTo(135_000);
  }

  @Test
  void presentation_severalEdits_joinsTheirPieces() {
    EditTimeline timeline = timeline(edit(1000, 0), edit(1000, 270_000));
    assertThat(timeline.presentation(45_000, 3000)).hasValue(45_000);
    assertThat(timeline.presentation(180_000, 3000)).isEmpty();
    assertThat(timeline.presentation(273_000, 3000)).hasValue(93_000);
    assertThat(timeline.media(93_000)).isEqualTo(273_000);
  }

  @Test
  void presentation_oneEdit_isAsIfItCameTwice() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      Edit edit = edit(1 + random.nextInt(20), random.nextInt(3000));
      long time = random.nextInt(6000) - 500;
      long duration = random.nextInt(100);
      assertThat(timeline(edit).presentation(time, duration))
          .isEqualTo(timeline(edit, edit).presentation(time, duration));
    }
  }

  @Test
  void presentation_lastEditOfNoDuration_lastsToTheEnd() {
    EditTimeline timeline = timeline(edit(0, 3000));
    assertThat(timeline.presentation(9_000_000, 3000)).hasValue(8_997_000);
    assertThat(timeline.duration(9_003_000)).isEqualTo(9_000_000);
  }

  @Test
  void presentation_doubleRate_showsTwiceAsMuch() {
    EditTimeline timeline = timeline(new Edit(1000, 0, 2 * Edit.NORMAL_RATE));
    assertThat(timeline.presentation(90_000, 3000)).hasValue(45_000);
    assertThat(timeline.presentation(177_000, 3000)).hasValue(88_500);
    assertThat(timeline.presentation(180_000, 3000)).isEmpty();
    assertThat(timeline.media(45_000)).isEqualTo(90_000);
  }

  @Test
  void presentation_dwell_showsOneFrame() {
    EditTimeline timeline = timeline(new Edit(1000, 6000, 0), edit(1000, 9000));
    assertThat(timeline.presentation(6000, 3000)).hasValue(0);
    assertThat(timeline.presentation(3000, 3000)).isEmpty();
    assertThat(timeline.presentation(9000, 3000)).hasValue(90_000);
  }

  @Test
  void presentation_absurdEdits_staysInRange() {
    EditTimeline timeline =
        timeline(
            edit(Long.MAX_VALUE, Edit.EMPTY),
            edit(-1, Long.MAX_VALUE),
            new Edit(Long.MAX_VALUE, 0, 1),
            new Edit(Long.MAX_VALUE, 0, Integer.MIN_VALUE));
    assertThat(timeline.delay()).isLessThanOrEqualTo(Ticks.LIMIT);
    assertThat(timeline.media(Ticks.LIMIT)).isBetween(-2 * Ticks.LIMIT, 2 * Ticks.LIMIT);
  }
}
