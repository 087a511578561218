package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MuxerOptions.Origin;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest.Beginning;
import io.boxwire.api.SteppedRecording;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where recordings begin, whether they run by themselves or are stepped. */
final class RecordingBeginningTest extends SteppedFixture {
  @BeforeEach
  void twoTracks() {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
  }

  @Test
  void leadingTrack_audioFirst_beginsWithThePictureInTheFile() throws Exception {
    refuseBeforeSync();
    device.frame(block(0)).frames(0, 2).frame(block(320)).frame(block(640)).frame(sync(2)).end();
    Recording recording = recorder.start(request().beginning(Beginning.LEADING_TRACK).build());
    recording.await();
    // The picture is that of 66.7 ms, the blocks are those of 0, 40 and 80 ms.
    assertThat(muxers.written).extracting(Frame::decodeTime).containsExactly(6000L, 640L);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(2);
    assertThat(recording.statistics().framesRefused()).isEqualTo(2);
    assertThat(recording.statistics().began()).contains(Duration.ofNanos(66_666_666));
    assertThat(events)
        .singleElement()
        .satisfies(
            event -> assertThat(event.kind()).isEqualTo(MediaEvent.Kind.FRAMES_LEFT_OUT),
            event -> assertThat(event.message()).contains("before the beginning", "2"));
  }

  @Test
  void leadingTrack_noPictureEver_leavesAllAudioOut() throws Exception {
    device.frame(block(0)).frame(block(320)).end();
    Recording recording = recorder.start(request().beginning(Beginning.LEADING_TRACK).build());
    recording.await();
    assertThat(muxers.written).isEmpty();
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(2);
    assertThat(recording.statistics().began()).isEmpty();
  }

  @Test
  void leadingTrack_stepped_writesThePictureAndTheSoundFromItOn() throws Exception {
    device.frame(block(0)).frame(block(320)).frame(block(640)).frames(1, 2).end();
    SteppedRecording recording = begun(request().beginning(Beginning.LEADING_TRACK));
    assertThat(steps(recording)).isEqualTo(2);
    assertThat(muxers.written)
        .extracting(Frame::decodeTime)
        .containsExactly(3000L, 320L, 6000L, 640L);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(1);
  }

  @Test
  void leadingTrack_stoppedBeforeAnyStep_leavesEverythingOut() throws Exception {
    device.frame(block(0)).frame(block(320)).frames(0, 2).frame(block(640));
    SteppedRecording recording = begun(request().beginning(Beginning.LEADING_TRACK));
    awaitTrue(() -> device.delivered.get() == 5);
    stopped(recording);
    assertThat(muxers.written).isEmpty();
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(5);
    assertThat(events).hasSize(2);
  }

  @Test
  void zero_beforeTheFirstFrame_keepsTheTimeUpToIt() throws Exception {
    device.frame(block(8000)).frames(30, 2).end();
    Recording recording = recorder.start(request().zero(Duration.ofMillis(900)).build());
    recording.await();
    assertThat(muxers.opened).singleElement().matches(options -> options.origin() == Origin.ZERO);
    assertThat(muxers.written).extracting(Frame::decodeTime).containsExactly(800L, 9000L, 12_000L);
    assertThat(recording.statistics().framesLeftOut()).isZero();
    assertThat(recording.statistics().began()).contains(Duration.ofSeconds(1));
  }

  @Test
  void zero_afterTheFirstFrames_asksForASyncPictureFromItOn() throws Exception {
    refuseBeforeSync();
    device.frame(sync(0)).frame(block(0)).frames(1, 29).frame(block(8000)).frames(30, 2);
    device.frame(sync(32)).end();
    Recording recording = recorder.start(request().zero(Duration.ofSeconds(1)).build());
    recording.await();
    // The block of 1.0 s, and the picture of 1.067 s.
    assertThat(muxers.written).extracting(Frame::decodeTime).containsExactly(0L, 6000L);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(31);
    assertThat(recording.statistics().framesRefused()).isEqualTo(2);
    assertThat(device.syncRequests).hasValue(1);
  }

  @Test
  void zero_stepped_needsNoStepForFramesBeforeIt() throws Exception {
    device.frames(0, 300).end();
    SteppedRecording recording = begun(request().queueCapacity(2).zero(Duration.ofSeconds(9)));
    awaitTrue(() -> recording.statistics().framesLeftOut() == 270);
    assertThat(steps(recording)).isEqualTo(30);
    assertThat(muxers.written).first().matches(frame -> frame.decodeTime() == 0);
  }

  @Test
  void zero_withADuration_countsItFromTheFirstFrame() throws Exception {
    device.tracks(FakeDevice.VIDEO).frames(0, 100);
    recorder
        .start(request().zero(Duration.ofSeconds(1)).duration(Duration.ofSeconds(2)).build())
        .await();
    assertThat(muxers.written).hasSize(60);
  }
}
