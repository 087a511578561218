package io.boxwire.device.k230.internal.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.example.FakeModule.Written;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Example2Test {
  private static final int[] SETS = {0, 0, 0, 1, 0x67, 1, 0, 0, 0, 1, 0x68, 2};
  private static final int[] IDR = {0, 0, 0, 1, 0x65, 3};
  private static final int[] SLICE = {0, 0, 1, 0x41, 4};

  @TempDir Path folder;
  private final FakeModule module = new FakeModule();
  private final FakeCamera camera = new FakeCamera();

  private ExampleRun example() {
    return new ExampleRun(module, camera, folder);
  }

  private void deliver(int slices) {
    for (int i = 0; i < slices; i++) {
      camera.delivers(SLICE);
    }
  }

  @Test
  void run_headerThenIdr_writesThemTogetherAnd200More() throws Exception {
    camera.delivers(SLICE).delivers(SLICE).delivers(SETS).delivers(IDR);
    deliver(300);
    ExampleRun example = example();

    assertThat(example.run("2", "a.mp4")).isEqualTo(CommandLine.DONE);
    assertThat(module.written).hasSize(201);
    assertThat(module.written.get(0))
        .isEqualTo(
            new Written(FakeModule.TRACK, 0, 0, "00000001670100000001680200000001" + "6503"));
    assertThat(module.written.get(1))
        .isEqualTo(new Written(FakeModule.TRACK, 0, 33_333, "0000014104"));
    assertThat(module.written.get(200).time()).isEqualTo(6_666_666);
    assertThat(example.err()).isEmpty();
    assertThat(example.lines())
        .hasSize(203)
        .startsWith(
            "venc_test start",
            "save stream to file:  " + folder.resolve("a.mp4"),
            "video size:  5 video type:  1 video timestamp: 33333",
            "video size:  5 video type:  1 video timestamp: 66666")
        .endsWith("video size:  5 video type:  1 video timestamp: 6666666", "venc_test stop");
    assertThat(module.calls).startsWith("create", "createTrack", "writeFrame");
    assertThat(module.calls).endsWith("writeFrame", "destroyTracks", "destroy");
    assertThat(camera.framesOut).isZero();
    assertThat(camera.open).isFalse();
  }

  @Test
  void run_configuration_isThatOfTheOriginal() throws Exception {
    camera.delivers(IDR);
    deliver(200);
    example().run("2", "a.mp4", "--device-opt", "k=v");

    assertThat(module.config.configType).isEqualTo(KdMp4.K_MP4_CONFIG_MUXER);
    assertThat(module.config.muxerConfig.fileName).isEqualTo(folder.resolve("a.mp4").toString());
    assertThat(module.config.muxerConfig.fmp4Flag).isEqualTo(1);
    assertThat(module.config.timeUnit).isEqualTo(KMp4TimeUnit.FIRMWARE);
    KMp4TrackInfo track = module.tracks.get(0);
    assertThat(track.trackType).isEqualTo(KdMp4.K_MP4_STREAM_VIDEO);
    assertThat(track.timeScale).isEqualTo(1000);
    assertThat(track.videoInfo.width).isEqualTo(1280);
    assertThat(track.videoInfo.height).isEqualTo(720);
    assertThat(track.videoInfo.codecId).isEqualTo(KdMp4.K_MP4_CODEC_ID_H264);
    assertThat(camera.requests.get(0).videoCodec()).contains("h264");
    assertThat(camera.requests.get(0).audioCodec()).isEmpty();
    assertThat(camera.requests.get(0).width()).isEqualTo(1280);
    assertThat(camera.requests.get(0).options()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void run_h265_tellsPicturesApart() throws Exception {
    camera.delivers(0, 0, 0, 1, 0x02, 1, 9).delivers(0, 0, 0, 1, 0x40, 1, 0, 0, 1, 0x42, 1);
    camera.delivers(0, 0, 1, 0x28, 1, 7);
    for (int i = 0; i < 200; i++) {
      camera.delivers(0, 0, 1, 0x02, 1, 9);
    }
    Example2 program =
        new Example2(module, new Camera(camera, Map.of()), new Console(streams(), MESSAGE));
    program.run("a.mp4", Venc.PayloadType.K_PT_H265);

    assertThat(module.written).hasSize(201);
    assertThat(module.written.get(0).bytes()).isEqualTo("0000000140010000014201" + "000001280107");
    assertThat(module.written.get(0).codec()).isEqualTo(KdMp4.K_MP4_CODEC_ID_H265);
    assertThat(camera.requests.get(0).videoCodec()).contains("h265");
  }

  @Test
  void run_writeFails_printsReleasesAndDestroys() throws Exception {
    camera.delivers(IDR);
    deliver(200);
    module.answers("writeFrame", KdMp4.K_MP4_ERR_IO);
    ExampleRun example = example();

    assertThat(example.run("2", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: kd_mp4_write_frame failed. a message\n");
    assertThat(example.lines()).endsWith("venc_test stop");
    assertThat(module.calls)
        .containsExactly("create", "createTrack", "writeFrame", "destroyTracks", "destroy");
    assertThat(camera.framesOut).isZero();
    assertThat(camera.open).isFalse();
  }

  @Test
  void run_fileCanNotBeFinished_isTold() throws Exception {
    camera.delivers(IDR);
    deliver(200);
    module.answers("destroy", KdMp4.K_MP4_ERR_IO);
    ExampleRun example = example();

    assertThat(example.run("2", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: kd_mp4_destroy failed. a message\n");
  }

  @Test
  void run_createFails_leavesNothingOpen() throws Exception {
    module.answers("create", KdMp4.K_MP4_ERR_IO);
    ExampleRun example = example();

    assertThat(example.run("2", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: kd_mp4_create failed. a message\n");
    assertThat(module.calls).containsExactly("create");
    assertThat(camera.requests).isEmpty();
  }

  @Test
  void run_trackFails_destroysAndRemovesTheEmptyFile() throws Exception {
    Path file = Files.createFile(folder.resolve("a.mp4"));
    module.answers("createTrack", KdMp4.K_MP4_ERR_NO_CODEC);
    Example2 program =
        new Example2(module, new Camera(camera, Map.of()), new Console(streams(), MESSAGE));

    assertThatThrownBy(() -> program.run(file.toString(), Venc.PayloadType.K_PT_H264))
        .hasMessage("kd_mp4_create_track failed. a message");
    assertThat(module.calls).containsExactly("create", "createTrack", "destroy");
    assertThat(file).doesNotExist();
  }

  @Test
  void run_cameraEnds_isTold() throws Exception {
    camera.delivers(IDR).delivers(SLICE);
    ExampleRun example = example();

    assertThat(example.run("2", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: the camera has come to its end\n");
    assertThat(module.calls).endsWith("destroyTracks", "destroy");
  }

  @Test
  void run_interrupted_printsClosesAndThrows() {
    camera.delivers(IDR);
    deliver(200);
    ExampleRun example = example();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> example.run("2", "a.mp4")).isInstanceOf(InterruptedException.class);
    assertThat(example.err()).isEqualTo("boxwire: user stop: interrupted\n");
    assertThat(module.calls).containsExactly("create", "createTrack", "destroyTracks", "destroy");
    assertThat(camera.open).isFalse();
  }

  @Test
  void createAudioTrack_parameters_areThoseGiven() throws Exception {
    Example2 program =
        new Example2(module, new Camera(camera, Map.of()), new Console(streams(), MESSAGE));

    assertThat(program.mp4MuxerCreateAudioTrack(FakeModule.HANDLE, 1, 8000, 16, 3))
        .isEqualTo(FakeModule.TRACK);
    KMp4TrackInfo track = module.tracks.get(0);
    assertThat(track.trackType).isEqualTo(KdMp4.K_MP4_STREAM_AUDIO);
    assertThat(track.timeScale).isEqualTo(1000);
    assertThat(
            List.of(
                track.audioInfo.channels,
                track.audioInfo.sampleRate,
                track.audioInfo.bitPerSample,
                track.audioInfo.codecId))
        .containsExactly(1, 8000, 16, KdMp4.K_MP4_CODEC_ID_G711U);
  }

  private static final Console.Detail MESSAGE = Console.Detail.MESSAGE;

  private static Streams streams() {
    return Streams.of(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        new PrintStream(new ByteArrayOutputStream()));
  }
}
