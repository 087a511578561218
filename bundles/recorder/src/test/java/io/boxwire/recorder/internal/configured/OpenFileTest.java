package io.boxwire.recorder.internal.configured;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFileTest {
  private static final Instant WRITTEN = Instant.parse("2026-11-22T12:00:00Z");
  private static final OpenFile OPEN =
      new OpenFile(
          Path.of("/media/a b, c.mp4"),
          List.of(Duration.ofSeconds(100), Duration.ofMillis(100_020)));

  private static TrackFormat.Builder video() {
    return TrackFormat.video("h264", 90_000).size(16, 16);
  }

  private static TrackFormat.Builder audio() {
    return TrackFormat.audio("g711u", 8000, 1);
  }

  @Test
  void end_whatTheFileShows_isAddedToWhereItBegan() throws Exception {
    FakeContent content =
        new FakeContent().track(video(), 305, 3000, 5).track(audio(), 500, 160, 0);
    RunEnd end = OPEN.end(content, WRITTEN).orElseThrow();
    assertThat(end.at()).isEqualTo(WRITTEN);
    assertThat(end.captured()).isEqualTo(Duration.ofMillis(110_020));
    assertThat(end.frames()).isEqualTo(800);
    assertThat(end.spans()).extracting(TrackSpan::frames).containsExactly(300L, 500L);
    assertThat(end.spans())
        .extracting(TrackSpan::ended)
        .containsExactly(Duration.ofSeconds(110), Duration.ofMillis(110_020));
  }

  @Test
  void end_otherTracksOrNothing_isNotKnown() throws Exception {
    assertThat(OPEN.end(new FakeContent().track(video(), 10, 3000, 0), WRITTEN)).isEmpty();
    FakeContent silent = new FakeContent().track(video(), 10, 3000, 0).track(audio(), 0, 160, 0);
    assertThat(OPEN.end(silent, WRITTEN)).isEmpty();
  }

  @Test
  void parse_text_isTheSame() {
    assertThat(OpenFile.parse(OPEN.text())).contains(OPEN);
    assertThat(OpenFile.parse("nonsense")).isEmpty();
    assertThat(OpenFile.parse("99999999999999999999, /a")).isEmpty();
  }

  @Test
  void of_trackWithoutAFrame_isNotKnownYet() {
    TrackSpan some = TrackSpan.of(Duration.ZERO, Duration.ofSeconds(1), 30, Duration.ofMillis(33));
    Path file = Path.of("/a.mp4");
    assertThat(OpenFile.of(file, List.of(some, TrackSpan.NONE), TrackSpan::began)).isEmpty();
    assertThat(OpenFile.of(file, List.of(), TrackSpan::began)).isEmpty();
    assertThat(OpenFile.of(file, List.of(some), TrackSpan::ended))
        .contains(new OpenFile(file, List.of(Duration.ofSeconds(1))));
  }
}
