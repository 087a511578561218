package io.boxwire.recorder.internal.configured;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.TrackSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunEndTest {
  private static final Instant END = Instant.ofEpochMilli(10_000);

  /** Five pictures of 40 ms, seven blocks of 32 ms. */
  private final RecordingStatistics run =
      run(span(0, 200, 5), span(0, 224, 7)).written(5, 7, 0, Duration.ofMillis(224)).build();

  private static RecordingStatistics.Builder run(TrackSpan... spans) {
    return RecordingStatistics.builder().began(Optional.of(spans[0].began())).spans(List.of(spans));
  }

  private static TrackSpan span(long began, long ended, long frames) {
    return TrackSpan.of(
        Duration.ofMillis(began),
        Duration.ofMillis(ended),
        frames,
        Duration.ofMillis((ended - began) / frames));
  }

  @Test
  void gap_spansOfEachTrack_countsTheFramesOfEach() {
    RunEnd end = RunEnd.of(run, END, 0).orElseThrow();
    RecordingStatistics next = run(span(480, 520, 1), span(512, 544, 1)).build();
    // Pictures from 200 to 480, blocks from 224 to 512 ms.
    assertThat(end.gap(next, END.plusMillis(300)).frames()).hasValue(7 + 9);
  }

  @Test
  void gap_nextHasNoFrameOfATrack_isAtTheRateBefore() {
    RunEnd end = RunEnd.of(run, END, 0).orElseThrow();
    RecordingStatistics next = run(span(480, 520, 1), TrackSpan.NONE).build();
    assertThat(end.gap(next, END.plusMillis(300)).frames()).hasValue(Math.round(256 * 12 / 224.0));
  }

  @Test
  void gap_framesLostAtTheEnd_areAmongThoseBetweenTheSpans() {
    RunEnd end = RunEnd.parse(RunEnd.of(run, END, 3).orElseThrow().text()).orElseThrow();
    RecordingStatistics next = run(span(480, 520, 1), span(512, 544, 1)).build();
    assertThat(end.gap(next, END.plusMillis(300)).frames()).hasValue(7 + 9);
  }

  @Test
  void gap_framesLostAtTheEndAndTheDeviceCountsAnew_atLeastThose() {
    RunEnd end = RunEnd.parse(RunEnd.of(run, END, 3).orElseThrow().text()).orElseThrow();
    RecordingStatistics next = run(span(0, 40, 1), span(0, 32, 1)).build();
    assertThat(end.gap(next, END.plusSeconds(9)).message()).endsWith("9.000 s, at least 3 frames");
    assertThat(end.gap(next, END.plusSeconds(9)).frames()).hasValue(3);
  }

  @Test
  void gap_holesInTheRunBefore_doNotCountAsLongerFrames() {
    TrackSpan holed = TrackSpan.of(Duration.ZERO, Duration.ofMillis(200), 2, Duration.ofMillis(40));
    RunEnd end =
        RunEnd.of(run(holed).written(2, 0, 0, Duration.ofMillis(200)).build(), END, 0)
            .orElseThrow();
    RecordingStatistics next = run(span(480, 520, 1)).build();
    assertThat(end.gap(next, END.plusMillis(280)).frames()).hasValue(7);
  }

  /** The clock was set to 0 in the middle of the run: 112 ms of it are on the new one. */
  @Test
  void gap_clockMadeAStep_isOnTheClockOfTheEnd() {
    RecordingStatistics stepped =
        run(span(0, 200, 5), span(0, 224, 7))
            .written(5, 7, 0, Duration.ofMillis(224))
            .clock(2, Duration.ofMillis(112))
            .build();
    RunEnd end = RunEnd.of(stepped, END, 0).orElseThrow();
    RecordingStatistics next = run(span(368, 408, 1), span(400, 432, 1)).build();
    assertThat(end.gap(next, END.plusMillis(300)).frames()).hasValue(7 + 9);
  }

  @Test
  void parse_text_isTheSame() {
    RunEnd end = RunEnd.of(run, END, 0).orElseThrow();
    RunEnd read = RunEnd.parse(end.text()).orElseThrow();
    assertThat(read.text()).isEqualTo(end.text());
    assertThat(read.spans()).hasSize(2);
  }

  @Test
  void parse_spanThatCantBe_isNone() {
    assertThat(RunEnd.parse("1 2 3 4 0 9:8:1:7")).isEmpty();
  }
}
