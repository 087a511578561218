package io.boxwire.device.k230.internal.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Example3Test {
  @TempDir Path folder;
  private final FakeModule module = new FakeModule();

  @BeforeEach
  void addTracks() {
    KMp4TrackInfo video = new KMp4TrackInfo();
    video.trackType = KdMp4.K_MP4_STREAM_VIDEO;
    video.videoInfo.codecId = KdMp4.K_MP4_CODEC_ID_H265;
    video.videoInfo.trackId = 1;
    video.videoInfo.width = 1280;
    video.videoInfo.height = 720;
    KMp4TrackInfo audio = new KMp4TrackInfo();
    audio.trackType = KdMp4.K_MP4_STREAM_AUDIO;
    audio.audioInfo.codecId = KdMp4.K_MP4_CODEC_ID_G711U;
    audio.audioInfo.trackId = 2;
    audio.audioInfo.channels = 1;
    audio.audioInfo.sampleRate = 8000;
    audio.audioInfo.bitPerSample = 16;
    module.tracks.add(video);
    module.tracks.add(audio);
  }

  private void frame(int codecId, long time, int size) {
    KMp4FrameData frame = new KMp4FrameData();
    frame.codecId = codecId;
    frame.timeStamp = time;
    frame.setData(new byte[size]);
    module.frames.add(frame);
  }

  private ExampleRun example() {
    return new ExampleRun(module, new FakeCamera(), folder);
  }

  @Test
  void run_file_printsWhatTheOriginalDoes() throws Exception {
    frame(KdMp4.K_MP4_CODEC_ID_H265, 0, 900);
    frame(KdMp4.K_MP4_CODEC_ID_G711U, 0, 320);
    frame(4, 1, 7);
    frame(KdMp4.K_MP4_CODEC_ID_H265, 33, 80);
    ExampleRun example = example();

    assertThat(example.run("3", "a.mp4")).isEqualTo(CommandLine.DONE);
    assertThat(example.lines())
        .containsExactly(
            "    codec_id:  1",
            "    track_id:  1",
            "    width:  1280",
            "    height:  720",
            "    codec_id:  3",
            "    track_id:  2",
            "    channels:  1",
            "    sample_rate:  8000",
            "    bit_per_sample:  16",
            "video frame_data.codec_id: 1 data_length: 900 timestamp: 0",
            "audio frame_data.codec_id: 3 data_length: 320 timestamp: 0",
            "video frame_data.codec_id: 1 data_length: 80 timestamp: 33");
    assertThat(module.config.configType).isEqualTo(KdMp4.K_MP4_CONFIG_DEMUXER);
    assertThat(module.config.muxerConfig.fileName).isEqualTo(folder.resolve("a.mp4").toString());
    assertThat(module.calls).endsWith("getFrame", "destroy");
  }

  @Test
  void run_otherCodecs_areTold() throws Exception {
    KMp4TrackInfo aac = new KMp4TrackInfo();
    aac.trackType = KdMp4.K_MP4_STREAM_AUDIO;
    aac.audioInfo.codecId = 4;
    KMp4TrackInfo av1 = new KMp4TrackInfo();
    av1.trackType = KdMp4.K_MP4_STREAM_VIDEO;
    av1.videoInfo.codecId = 5;
    module.tracks.add(aac);
    module.tracks.add(av1);
    ExampleRun example = example();

    assertThat(example.run("3", "a.mp4")).isEqualTo(CommandLine.DONE);
    assertThat(example.lines())
        .endsWith("audio not support codecid: 4", "video not support codecid: 5");
  }

  @Test
  void run_video_isPacedByItsTimes() throws Exception {
    frame(KdMp4.K_MP4_CODEC_ID_H265, 0, 1);
    frame(KdMp4.K_MP4_CODEC_ID_H265, 150, 1);
    frame(KdMp4.K_MP4_CODEC_ID_G711U, 1000, 1);
    long start = System.nanoTime();

    assertThat(example().run("3", "a.mp4")).isEqualTo(CommandLine.DONE);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(149), Duration.ofMillis(900));
  }

  @Test
  void run_noVideo_fails() throws Exception {
    module.tracks.remove(0);
    ExampleRun example = example();

    assertThat(example.run("3", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err())
        .isEqualTo("boxwire: " + folder.resolve("a.mp4") + ": video track not found\n");
    assertThat(module.calls).endsWith("destroy");
  }

  @Test
  void run_readingFails_isToldAndClosed() throws Exception {
    module.answers("getFrame", KdMp4.K_MP4_ERR_MALFORMED);
    ExampleRun example = example();

    assertThat(example.run("3", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: get frame data failed a message\n");
    assertThat(module.calls).endsWith("destroy");
  }

  @Test
  void run_fileCanNotBeOpened_isTold() throws Exception {
    module.answers("create", KdMp4.K_MP4_ERR_IO);
    ExampleRun example = example();

    assertThat(example.run("3", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err())
        .isEqualTo("boxwire: kd_mp4_create failed: " + folder.resolve("a.mp4") + ": a message\n");
  }

  @Test
  void run_interruptedWhileItWaits_closesAndThrows() {
    frame(KdMp4.K_MP4_CODEC_ID_H265, 60_000, 1);
    ExampleRun example = example();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> example.run("3", "a.mp4")).isInstanceOf(InterruptedException.class);
    assertThat(module.calls).endsWith("destroy");
  }
}
