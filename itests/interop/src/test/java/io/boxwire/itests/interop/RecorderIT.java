package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Recordings of the built-in device, through recorder and muxer as plain jars. */
@Timeout(120)
class RecorderIT {
  private static final long PICTURE_NANOS = 33_333_333;

  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void record_200Frames_allArePlayedWithSoundOfTheSameLength(Layout layout) throws Exception {
    record(request("h264", "g711u", Map.of(), layout).videoFrames(200).build());
    Probe video = Probe.of(file(), "v:0");
    assertThat(video.packets()).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(video.packets().get(i).key()).as("key %d", i).isEqualTo(i % 30 == 0);
      assertThat(video.presentation().get(i)).isBetween(i * PICTURE_NANOS, i * PICTURE_NANOS + 200);
    }
    Probe audio = Probe.of(file(), "a:0");
    // 6.667 s and 6.68 s: the sound lasts at least as long, and less than a block longer.
    assertThat(audio.packets().stream().mapToInt(Probe.Packet::size).sum()).isEqualTo(167 * 320);
    assertThat(video.packets().get(0).pts()).isZero();
    assertThat(audio.packets().get(0).pts()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"h264, g711a", "h265, g711u"})
  void record_manySeconds_decodesToTheSamePicturesInEach(String video, String audio)
      throws Exception {
    record(request(video, audio, Map.of(), Layout.HYBRID).videoFrames(130).build());
    List<String> pictures = Decoded.pictureHashes(file());
    assertThat(pictures).hasSize(130);
    List<String> second = pictures.subList(0, 30);
    assertThat(second.subList(3, 30)).doesNotHaveDuplicates();
    for (int i = 30; i < 120; i += 30) {
      assertThat(pictures.subList(i, i + 30)).isEqualTo(second);
    }
    assertThat(pictures.subList(120, 130)).isEqualTo(second.subList(0, 10));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void record_oneSecond_endsBothTracksTogetherWithoutAStall(Layout layout) throws Exception {
    record(request("h264", "g711u", Map.of(), layout).duration(Duration.ofSeconds(1)).build());
    assertThat(Probe.of(file(), "v:0").packets()).hasSize(30);
    assertThat(Probe.of(file(), "a:0").packets()).hasSize(25);
    assertThat(events)
        .extracting(MediaEvent::kind)
        .doesNotContain(MediaEvent.Kind.TRACK_STALLED, MediaEvent.Kind.TRACK_LEFT_OUT);
  }

  @Test
  void record_cameraInMidstream_beginsWithTheFirstDecodablePicture() throws Exception {
    Recording recording =
        record(
            request("h264", "g711u", Map.of("picture", "45"), Layout.HYBRID)
                .videoFrames(50)
                .build());
    assertThat(recording.statistics().framesRefused()).isPositive();
    assertThat(Probe.of(file(), "v:0").packets()).hasSize(50).first().matches(Probe.Packet::key);
    assertThat(Decoded.pictureHashes(file())).hasSize(50);
  }

  @Test
  void stop_realTimeRecording_endsAtOnceAndPlays() throws Exception {
    Recording recording =
        recorder()
            .start(request("h264", "g711u", Map.of("pace", "realtime"), Layout.HYBRID).build());
    while (recording.statistics().videoFrames() < 10) {
      assertThat(recording.await(Duration.ofMillis(5))).isFalse();
    }
    long stopped = System.nanoTime();
    recording.stop();
    recording.await();
    assertThat(System.nanoTime() - stopped).isLessThan(TimeUnit.SECONDS.toNanos(5));
    long frames = recording.statistics().videoFrames();
    assertThat(Decoded.pictureHashes(file())).hasSize((int) frames);
  }

  private Path file() {
    return folder.resolve("out.mp4");
  }

  private RecordingRequest.Builder request(
      String video, String audio, Map<String, String> others, Layout layout) {
    Map<String, String> options = new HashMap<>(Map.of("pace", "fast"));
    options.putAll(others);
    CaptureRequest capture =
        CaptureRequest.builder().video(video).audio(audio).options(options).build();
    return RecordingRequest.to(new Sink.File(file()), capture)
        .muxer(MuxerOptions.builder().layout(layout).listener(events::add).build());
  }

  private static Recording record(RecordingRequest request) throws Exception {
    Recording recording = recorder().start(request);
    recording.await();
    return recording;
  }

  private static Recorder recorder() {
    return ElementaryStream.boxwire().recorder().orElseThrow();
  }
}
