package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingLimitTest {
  private static final TrackFormat VIDEO = TrackFormat.video("h264", 90_000).build();
  private static final TrackFormat AUDIO = TrackFormat.audio("g711u", 8000, 1).build();

  @Test
  void videoFrames_withAudio_takesAudioUpToTheirEnd() {
    RecordingLimit limit = limit(request().videoFrames(200), VIDEO, AUDIO);
    Offered offered = offerInterleaved(limit, 900_000, 80_000);
    assertThat(offered.video).isEqualTo(200);
    // 6.667 s are 166.7 blocks.
    assertThat(offered.audio).isEqualTo(167);
    assertThat(limit.shortTracks()).isEmpty();
  }

  @Test
  void videoFrames_endingWithABlock_takesNoFurtherBlock() {
    RecordingLimit limit = limit(request().videoFrames(150), VIDEO, AUDIO);
    assertThat(offerInterleaved(limit, 0, 0).audio).isEqualTo(125);
  }

  @Test
  void videoFrames_withoutVideo_countsBlocks() {
    RecordingLimit limit = limit(request().videoFrames(7), AUDIO);
    int blocks = 0;
    while (!limit.reached()) {
      assertThat(offer(limit, block(1, blocks++, 0))).isTrue();
    }
    assertThat(blocks).isEqualTo(7);
  }

  @Test
  void duration_bothTracks_endsEachAtTheSameTime() {
    RecordingLimit limit = limit(request().duration(Duration.ofSeconds(2)), VIDEO, AUDIO);
    Offered offered = offerInterleaved(limit, 900_000, 80_000);
    assertThat(offered.video).isEqualTo(60);
    assertThat(offered.audio).isEqualTo(50);
  }

  @Test
  void duration_audioBeginsEarlier_countsFromTheFirstFrameOfAll() {
    RecordingLimit limit = limit(request().duration(Duration.ofSeconds(2)), VIDEO, AUDIO);
    Offered offered = offerInterleaved(limit, 45_000, 0);
    assertThat(offered.video).isEqualTo(45);
    assertThat(offered.audio).isEqualTo(50);
  }

  @Test
  void durationAndFrames_whicheverComesFirst_ends() {
    RecordingRequest.Builder both = request().duration(Duration.ofSeconds(2));
    assertThat(offerInterleaved(limit(both.videoFrames(30), VIDEO, AUDIO), 0, 0).video)
        .isEqualTo(30);
    assertThat(offerInterleaved(limit(both.videoFrames(90), VIDEO, AUDIO), 0, 0).video)
        .isEqualTo(60);
  }

  @Test
  void videoFrames_durationsUnknown_takesTheLastStepForTheLastFrame() {
    RecordingLimit limit = limit(request().videoFrames(3), VIDEO, AUDIO);
    for (int i = 0; i < 3; i++) {
      assertThat(offer(limit, Frame.on(1).time(i * 9000L).build())).isTrue();
    }
    // The end is at 0.3 s.
    assertThat(offer(limit, Frame.on(2).time(2399).build())).isTrue();
    assertThat(limit.reached()).isFalse();
    assertThat(offer(limit, Frame.on(2).time(2400).build())).isFalse();
    assertThat(limit.reached()).isTrue();
  }

  @Test
  void videoFrames_audioStalled_isNotAwaitedForever() {
    RecordingLimit limit = limit(request().videoFrames(30), VIDEO, AUDIO);
    assertThat(offer(limit, block(2, 0, 0))).isTrue();
    int offered = 0;
    while (!limit.reached()) {
      offer(limit, picture(offered++, 0));
    }
    // 30 recorded, one more second awaited.
    assertThat(offered).isEqualTo(61);
    assertThat(limit.shortTracks()).containsExactly(2);
  }

  @Test
  void noLimit_anyTime_goesOn() {
    RecordingLimit limit = limit(request(), VIDEO);
    assertThat(offer(limit, Frame.on(1).time(Long.MAX_VALUE / 2).build())).isTrue();
    assertThat(limit.reached()).isFalse();
  }

  private record Offered(int video, int audio) {}

  /** Offers both tracks as a camera does until the limit is reached. */
  private static Offered offerInterleaved(RecordingLimit limit, long videoTime, long audioTime) {
    int video = 0;
    int audio = 0;
    int videoIn = 0;
    int audioIn = 0;
    while (!limit.reached()) {
      assertThat(video).isLessThan(10_000);
      if ((video + 1) * 25 <= (audio + 1) * 30) {
        videoIn += offer(limit, picture(video++, videoTime)) ? 1 : 0;
      } else {
        audioIn += offer(limit, block(2, audio++, audioTime)) ? 1 : 0;
      }
    }
    return new Offered(videoIn, audioIn);
  }

  private static boolean offer(RecordingLimit limit, Frame frame) {
    boolean admitted = limit.admits(frame);
    if (admitted) {
      limit.recorded(frame);
    }
    return admitted;
  }

  private static Frame picture(int number, long first) {
    return Frame.on(1).time(first + number * 3000L).duration(3000).build();
  }

  private static Frame block(int track, int number, long first) {
    return Frame.on(track).time(first + number * 320L).duration(320).build();
  }

  private static RecordingRequest.Builder request() {
    return RecordingRequest.to(
        new Sink.File(Path.of("unused.mp4")), CaptureRequest.builder().build());
  }

  private static RecordingLimit limit(RecordingRequest.Builder request, TrackFormat... formats) {
    return new RecordingLimit(new Tracks(List.of(formats)), request.build());
  }
}
