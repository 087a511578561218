package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingRequest.Beginning;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingStartTest {
  private static final TrackFormat VIDEO = TrackFormat.video("h264", 90_000).build();
  private static final TrackFormat AUDIO = TrackFormat.audio("g711u", 8000, 1).build();

  private final LeftOut leftOut = new LeftOut();

  @Test
  void anyTrack_audioFirst_leavesNothingOut() {
    RecordingStart start = start(request());
    assertThat(offer(start, block(0))).isPresent();
    assertThat(offer(start, picture(90_000))).isPresent();
    assertThat(leftOut.count()).isZero();
  }

  @Test
  void leadingTrack_audioFirst_leavesOutWhatBeginsBeforeThePicture() {
    RecordingStart start = start(leading());
    for (int time = 0; time < 1000; time += 100) {
      assertThat(offer(start, block(time))).isEmpty();
    }
    // 500 ticks of audio.
    Frame first = picture(5625);
    assertThat(offer(start, first)).contains(first);
    assertThat(leftOut.count()).isZero();
    start.written(first);
    assertThat(held(start)).containsExactly(500L, 600L, 700L, 800L, 900L);
    assertThat(leftOut.count()).isEqualTo(5);
    assertThat(offer(start, block(1000))).isPresent();
  }

  @Test
  void leadingTrack_blockBeginsJustBeforeThePicture_isLeftOut() {
    RecordingStart start = start(leading());
    offer(start, block(499));
    offer(start, block(500));
    start.written(picture(5625));
    assertThat(held(start)).containsExactly(500L);
  }

  @Test
  void leadingTrack_pictureShownLaterThanDecoded_countsWhenItIsShown() {
    RecordingStart start = start(leading());
    offer(start, block(0));
    offer(start, block(320));
    start.written(Frame.on(1).times(0, 3600).build());
    assertThat(held(start)).containsExactly(320L);
  }

  @Test
  void leadingTrack_picturesRefused_areNoBeginning() {
    RecordingStart start = start(leading());
    offer(start, block(0));
    offer(start, block(320));
    start.refused(picture(3000));
    assertThat(start.next()).isEmpty();
    assertThat(leftOut.count()).isEqualTo(1);
    start.written(picture(3600));
    assertThat(held(start)).containsExactly(320L);
  }

  @Test
  void leadingTrack_noPictureComes_holdsABoundedNumber() {
    RecordingStart start = start(leading().queueCapacity(4));
    for (int time = 0; time < 1000; time += 100) {
      offer(start, block(time));
    }
    assertThat(leftOut.count()).isEqualTo(6);
    start.end();
    assertThat(leftOut.count()).isEqualTo(10);
  }

  @Test
  void leadingTrack_audioOnly_beginsWithTheFirstBlock() {
    RecordingStart start =
        new RecordingStart(new Tracks(List.of(AUDIO)), leading().build(), leftOut);
    assertThat(offer(start, Frame.on(1).time(0).build())).isPresent();
  }

  @Test
  void zero_framesBefore_areLeftOutAndTheOthersCountedFromIt() {
    RecordingStart start = start(request().zero(Duration.ofSeconds(2)));
    assertThat(offer(start, picture(179_999))).isEmpty();
    assertThat(offer(start, block(15_999))).isEmpty();
    assertThat(leftOut.count()).isEqualTo(2);
    assertThat(timeOf(start, picture(180_000))).isZero();
    assertThat(timeOf(start, picture(183_000))).isEqualTo(3000);
    assertThat(timeOf(start, block(16_000))).isZero();
    assertThat(timeOf(start, block(24_000))).isEqualTo(8000);
  }

  @Test
  void zero_betweenTwoTicks_isTheNearer() {
    // 1,000,001 ticks of 90 kHz and 88,889 of 8 kHz, told in whole microseconds.
    RecordingStart start = start(request().zero(Duration.ofNanos(11_111_122_000L)));
    assertThat(timeOf(start, picture(1_000_001))).isZero();
    assertThat(timeOf(start, block(88_889))).isZero();
    assertThat(offer(start, picture(1_000_000))).isEmpty();
  }

  @Test
  void zero_pictureDecodedBeforeAndShownAfter_belongsToTheRecording() {
    RecordingStart start = start(request().zero(Duration.ofSeconds(1)));
    Frame frame = offer(start, Frame.on(1).times(87_000, 93_000).build()).orElseThrow();
    assertThat(frame.decodeTime()).isEqualTo(-3000);
    assertThat(frame.compositionTime()).isEqualTo(3000);
  }

  @Test
  void zero_withLeadingTrack_holdsCountedFrames() {
    RecordingStart start = start(leading().zero(Duration.ofSeconds(1)));
    offer(start, block(7999));
    offer(start, block(8000));
    offer(start, block(8320));
    Frame first = offer(start, picture(93_000)).orElseThrow();
    start.written(first);
    assertThat(held(start)).containsExactly(320L);
    assertThat(leftOut.count()).isEqualTo(2);
    assertThat(start.capturedAt(first)).isEqualTo(1_033_333_333L);
  }

  @Test
  void zero_frameCounted_keepsItsOwner() {
    int[] released = new int[1];
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {}

          @Override
          public void release() {
            released[0]++;
          }
        };
    Frame captured = Frame.on(1).time(90_000).transferred(owner).build();
    offer(start(request().zero(Duration.ofSeconds(1))), captured).orElseThrow().release();
    assertThat(released[0]).isEqualTo(1);
    offer(
        start(request().zero(Duration.ofSeconds(2))),
        Frame.on(1).time(90_000).transferred(owner).build());
    assertThat(released[0]).isEqualTo(2);
  }

  private static Optional<Frame> offer(RecordingStart start, Frame captured) {
    return start.counted(captured).flatMap(start::offer);
  }

  private RecordingStart start(RecordingRequest.Builder request) {
    return new RecordingStart(new Tracks(List.of(VIDEO, AUDIO)), request.build(), leftOut);
  }

  private static RecordingRequest.Builder request() {
    return RecordingRequest.to(
        new Sink.File(Path.of("unused.mp4")), CaptureRequest.builder().build());
  }

  private static RecordingRequest.Builder leading() {
    return request().beginning(Beginning.LEADING_TRACK);
  }

  private static long timeOf(RecordingStart start, Frame frame) {
    return offer(start, frame).orElseThrow().decodeTime();
  }

  private static List<Long> held(RecordingStart start) {
    List<Long> times = new ArrayList<>();
    for (Optional<Frame> held = start.next(); held.isPresent(); held = start.next()) {
      times.add(held.get().decodeTime());
    }
    return times;
  }

  private static Frame picture(long time) {
    return Frame.on(1).time(time).duration(3000).build();
  }

  private static Frame block(long time) {
    return Frame.on(2).time(time).duration(320).build();
  }
}
