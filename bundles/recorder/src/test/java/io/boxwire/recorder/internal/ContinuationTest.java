package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private static final int N = Edit.NORMAL_RATE;

  /** One tick a millisecond each, so that edits are easy to read. */
  private final Tracks tracks =
      new Tracks(
          List.of(
              TrackFormat.video("h264", 1000).build(),
              TrackFormat.audio("g711u", 8000, 1).timescale(1000).build()));

  private final List<Frame> hidden = new ArrayList<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private final List<Frame> shown = new ArrayList<>();

  @Test
  void of_picturesInOrder_showsFromTheFirstThatIsNotShownYet() {
    hidden.add(picture(10_000, 10_000));
    hidden.add(sound(10_000));
    hidden.add(picture(10_040, 10_040));
    shown.add(picture(10_080, 10_080));
    shown.add(sound(10_020));
    // Sound begins 60 ms before the picture.
    assertThat(edits(1)).containsExactly(new Edit(60, -1, N), new Edit(0, 80, N));
    assertThat(edits(2)).containsExactly(new Edit(0, 20, N));
    assertThat(of().seconds()).isEqualTo(10);
  }

  @Test
  void of_soundNotKnownYet_goesOnWhereItEnded() {
    hidden.add(picture(0, 0));
    hidden.add(sound(0));
    shown.add(picture(40, 40));
    assertThat(edits(2)).containsExactly(new Edit(0, 20, N));
    assertThat(edits(1)).containsExactly(new Edit(20, -1, N), new Edit(0, 40, N));
  }

  @Test
  void of_soundHasNotBegun_isShownWheneverItComes() {
    hidden.add(picture(0, 0));
    shown.add(picture(40, 40));
    assertThat(edits(1)).containsExactly(new Edit(0, 40, N));
    assertThat(edits(2)).containsExactly(new Edit(0, 40, N));
  }

  @Test
  void of_reorderedPicturesInTurns_hasAnEditForEachRun() {
    hidden.add(picture(0, 80));
    hidden.add(picture(40, 240));
    shown.add(picture(80, 160));
    shown.add(picture(120, 120));
    shown.add(picture(160, 200));
    shown.add(picture(200, 400));
    shown.add(picture(240, 320));
    shown.add(picture(280, 280));
    assertThat(edits(1))
        .containsExactly(
            new Edit(120, 120, N), // 120, 160 and 200
            new Edit(40, -1, N), // 240 is hidden
            new Edit(0, 280, N));
  }

  @Test
  void of_picturesMayStillComeBetween_putsTheAnswerOff() {
    hidden.add(picture(0, 80));
    assertThat(Continuation.of(tracks, new Continuation.Before(hidden, ends), shown, false))
        .isEmpty();
    shown.add(picture(40, 240));
    shown.add(picture(80, 160));
    assertThat(Continuation.of(tracks, new Continuation.Before(hidden, ends), shown, false))
        .isEmpty();
    assertThat(Continuation.of(tracks, new Continuation.Before(hidden, ends), shown, true))
        .isPresent();
    shown.add(picture(120, 120));
    assertThat(Continuation.of(tracks, new Continuation.Before(hidden, ends), shown, false))
        .isPresent();
    assertThat(edits(1)).containsExactly(new Edit(0, 120, N));
  }

  @Test
  void of_timescalesThatDiffer_countsInWholeTicksOfBoth() {
    Tracks real = new Tracks(List.of(FakeDevice.VIDEO, FakeDevice.AUDIO));
    hidden.add(Frame.on(1).time(90_000).duration(3000).build());
    hidden.add(Frame.on(2).time(8000).duration(320).build());
    shown.add(Frame.on(1).time(93_000).build());
    shown.add(Frame.on(2).time(8320).build());
    List<TrackFormat> formats =
        Continuation.of(real, new Continuation.Before(hidden, ends), shown, false)
            .orElseThrow()
            .formats();
    assertThat(formats).allMatch(format -> format.editTimescale() == 360_000);
    assertThat(formats.get(0).edits()).containsExactly(new Edit(0, 3000, N));
    // 1/25 s less 1/30 s later.
    assertThat(formats.get(1).edits())
        .containsExactly(new Edit(360_000 / 150, -1, N), new Edit(0, 320, N));
  }

  private Continuation of() {
    return Continuation.of(tracks, new Continuation.Before(hidden, ends), shown, false)
        .orElseThrow();
  }

  private List<Edit> edits(int track) {
    return of().formats().get(track - 1).edits();
  }

  private static Frame picture(long decode, long composition) {
    return Frame.on(1).times(decode, composition).duration(40).build();
  }

  private static Frame sound(long time) {
    return Frame.on(2).time(time).duration(20).build();
  }
}
