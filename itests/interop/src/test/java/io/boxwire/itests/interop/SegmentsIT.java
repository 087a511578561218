package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recordings in files of limited length; ffmpeg judges each by itself. */
@Timeout(120)
class SegmentsIT {
  private static final long BLOCK_NANOS = 40_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void segmentTime_tenSeconds_eachFileBeginsWithASyncPictureAndAllTracksAreCutTogether(
      Layout layout) throws Exception {
    Recording recording =
        record(request(layout).segmentTime(Duration.ofSeconds(3)).videoFrames(300));
    List<Integer> pictures = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    for (Path file : recording.files()) {
      Probe video = Probe.of(file, "v:0");
      Probe audio = Probe.of(file, "a:0");
      pictures.add(video.packets().size());
      blocks.add(audio.packets().stream().mapToInt(Probe.Packet::size).sum() / 320);
      assertThat(video.packets().get(0).key()).as(file.toString()).isTrue();
      assertThat(Decoded.pictureHashes(file)).hasSize(video.packets().size());
      long apart =
          Math.abs(
              video.nanos(video.packets().get(0).pts())
                  - audio.nanos(audio.packets().get(0).pts()));
      assertThat(apart)
          .as("how far apart the tracks of " + file + " begin")
          .isLessThan(BLOCK_NANOS);
    }
    assertThat(pictures).containsExactly(90, 90, 90, 30);
    assertThat(blocks).containsExactly(75, 75, 75, 25);
    assertThat(recording.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("out.mp4", "out-002.mp4", "out-003.mp4", "out-004.mp4");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void segmentBytes_eachFileStaysWithinThem(Layout layout) throws Exception {
    long most = 150_000;
    Recording recording =
        record(request(layout).segmentBytes(most).videoFrames(600).filePattern("%o_%5n.mp4"));
    int pictures = 0;
    List<Path> files = recording.files();
    assertThat(files.size()).isGreaterThan(2);
    assertThat(files.get(0)).hasFileName("out_00001.mp4");
    for (int i = 0; i < files.size(); i++) {
      long size = Files.size(files.get(i));
      assertThat(size).as(files.get(i).toString()).isLessThanOrEqualTo(most);
      if (i < files.size() - 1) {
        // Another group of pictures would have been too much.
        assertThat(size).as(files.get(i).toString()).isGreaterThan(most / 2);
      }
      pictures += Decoded.pictureHashes(files.get(i)).size();
    }
    assertThat(pictures).isEqualTo(600);
    assertThat(recording.statistics().bytes()).isEqualTo(sum(files));
  }

  @Test
  void segmentTime_soundAlone_isCutAtBlocks() throws Exception {
    CaptureRequest capture =
        CaptureRequest.builder().audio("g711a").options(Map.of("pace", "fast")).build();
    Recording recording =
        record(
            RecordingRequest.to(new Sink.File(folder.resolve("out.mp4")), capture)
                .segmentTime(Duration.ofMillis(1010))
                .duration(Duration.ofSeconds(4)));
    List<Integer> blocks = new ArrayList<>();
    for (Path file : recording.files()) {
      blocks.add(Decoded.rawAudio(file).length / 320);
    }
    // The multiples of 1.01 s are not reached before 1.04, 2.04, 3.04 s: no drift.
    assertThat(blocks).containsExactly(26, 25, 25, 24);
  }

  private static long sum(List<Path> files) throws Exception {
    long sum = 0;
    for (Path file : files) {
      sum += Files.size(file);
    }
    return sum;
  }

  private RecordingRequest.Builder request(Layout layout) {
    CaptureRequest capture =
        CaptureRequest.builder()
            .video("h264")
            .audio("g711u")
            .options(Map.of("pace", "fast"))
            .build();
    return RecordingRequest.to(new Sink.File(folder.resolve("out.mp4")), capture)
        .muxer(MuxerOptions.of(layout));
  }

  private static Recording record(RecordingRequest.Builder request) throws Exception {
    Boxwire boxwire = ElementaryStream.boxwire();
    Recording recording = boxwire.recorder().orElseThrow().start(request.build());
    recording.await();
    return recording;
  }
}
