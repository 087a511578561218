package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.RecordingRequest.Beginning;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.SteppedRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recordings that are stopped at any moment: each captured frame is accounted for. */
final class StepAccountTest extends SteppedFixture {
  private static final int RECORDINGS = 300;

  private final Random random = new Random(11);

  @Test
  @Timeout(180)
  void stop_atAnyMoment_everyCapturedFrameIsWrittenOrLeftOut() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    long leftOut = 0;
    for (int i = 0; i < RECORDINGS; i++) {
      leftOut += record(i);
    }
    assertThat(leftOut).isPositive();
    System.out.println("stopped recordings: " + RECORDINGS + ", frames left out: " + leftOut);
  }

  private long record(int number) throws Exception {
    List<Frame> script = script();
    int before = device.delivered.get();
    muxers.written.clear();
    Beginning beginning = Beginning.values()[number % 2];
    SteppedRecording recording =
        begun(request(number + ".mp4").queueCapacity(8 + random.nextInt(8)).beginning(beginning));
    int most = random.nextInt(40);
    CompletableFuture<Void> stopping =
        CompletableFuture.runAsync(
            () -> {
              awaitTrue(() -> muxers.written.size() >= most);
              recording.stop();
            });
    int made = steps(recording);
    stopping.get(10, TimeUnit.SECONDS);
    device.forgetScript();
    int captured = device.delivered.get() - before;
    RecordingStatistics statistics = recording.statistics();
    assertThat(statistics.videoFrames()).isEqualTo(made);
    assertThat(muxers.written).hasSize((int) (made + statistics.audioFrames()));
    assertThat(muxers.written.size() + statistics.framesLeftOut()).isEqualTo(captured);
    assertThat(keys(muxers.written))
        .containsAll(keys(due(script.subList(0, captured), made, beginning)))
        .doesNotHaveDuplicates();
    return statistics.framesLeftOut();
  }

  /** What has to be written of all that was captured: the pictures asked for, and their sound. */
  private static List<Frame> due(List<Frame> captured, int pictures, Beginning beginning) {
    // A millisecond is 90 ticks of video and 8 of audio.
    long from = beginning == Beginning.ANY_TRACK ? 0 : pictureTime(0) / 90 * 8;
    long to = pictures == 0 ? 0 : pictureTime(pictures) / 90 * 8;
    return captured.stream()
        .filter(
            frame ->
                frame.track() == 1
                    ? frame.decodeTime() < pictureTime(pictures)
                    : frame.decodeTime() >= from && frame.decodeTime() < to)
        .toList();
  }

  private static long pictureTime(int number) {
    return 9000 + number * 3600L;
  }

  /** Pictures of 40 ms from 100 ms on, and blocks of 20 ms that come earlier or later. */
  private List<Frame> script() {
    List<Frame.Builder> frames = new ArrayList<>();
    int blocks = 0;
    for (int i = 0; i < 50; i++) {
      for (long lateness = random.nextInt(7) - 3;
          blocks * 20L < 100 + (i - lateness) * 40;
          blocks++) {
        frames.add(Frame.on(2).time(blocks * 160L).duration(160));
      }
      frames.add(Frame.on(1).time(pictureTime(i)).duration(3600));
    }
    frames.forEach(device::frame);
    device.end();
    return frames.stream().map(Frame.Builder::build).toList();
  }

  private static List<Long> keys(List<Frame> frames) {
    return frames.stream().map(frame -> frame.decodeTime() * 10 + frame.track()).toList();
  }
}
