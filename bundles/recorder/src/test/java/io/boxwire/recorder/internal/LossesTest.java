package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.TrackSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is lost, where it is told of, and what of it counts as written. */
class LossesTest {
  private final List<MediaEvent> told = new ArrayList<>();
  private final Losses losses = new Losses(told::add);
  private final Progress progress = new Progress(losses);

  @Test
  void wentOn_framesLostBefore_tellsOfThoseOfTheTrackOnce() {
    losses.givenUp(1);
    losses.unwritten(1, 2);
    losses.givenUp(2);
    losses.wentOn(1);
    losses.wentOn(1);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).track()).hasValue(1);
    assertThat(told.get(0).frames()).hasValue(3);
    assertThat(told.get(0).message()).startsWith("3 frames are in no file: ");
    assertThat(losses.atTheEnd()).isEqualTo(1);
    assertThat(losses.count()).isEqualTo(4);
  }

  @Test
  void spans_framesLostAtTheEnd_areNotInThem() {
    wrote(0, 1, 2, 3, 4);
    losses.givenUp(1);
    losses.unwritten(1, 2);
    assertThat(span().ended()).isEqualTo(millis(120));
    assertThat(losses.atTheEnd()).isEqualTo(3);
  }

  @Test
  void spans_framesLostInTheMiddle_areNoneOfTheEnd() {
    wrote(0, 1);
    losses.unwritten(1, 1);
    losses.givenUp(1);
    wrote(3);
    losses.wentOn(1);
    assertThat(span().ended()).isEqualTo(millis(160));
    assertThat(losses.atTheEnd()).isZero();
  }

  @Test
  void spans_allLost_endWhereTheyBegan() {
    wrote(5, 6);
    losses.unwritten(1, 2);
    assertThat(span().began()).isEqualTo(millis(200));
    assertThat(span().ended()).isEqualTo(millis(200));
  }

  @Test
  void spans_holes_doNotMakeFramesLonger() {
    wrote(0, 1, 50, 51);
    assertThat(span().frameDuration()).isEqualTo(millis(40));
    losses.unwritten(1, 2);
    assertThat(span().ended()).isEqualTo(millis(2000));
  }

  @Test
  void spans_durationsUnknown_areAsFarApartAsTheFrames() {
    for (long number : new long[] {0, 1, 2, 3}) {
      wrote(Frame.on(1).time(number * 3600).build());
    }
    assertThat(span().ended()).isEqualTo(millis(160));
    assertThat(span().frameDuration()).isEqualTo(millis(40));
  }

  private void wrote(long... numbers) {
    for (long number : numbers) {
      wrote(Frame.on(1).time(number * 3600).duration(3600).build());
    }
  }

  private void wrote(Frame frame) {
    progress.wrote(frame, FakeDevice.VIDEO, MediaTime.nanos(frame.compositionTime(), 90_000));
  }

  private TrackSpan span() {
    return progress.spans(1).get(0);
  }

  private static Duration millis(long number) {
    return Duration.ofMillis(number);
  }
}
