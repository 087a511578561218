package io.boxwire.device.k230.internal.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.Mp4Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Example1Test {
  @TempDir Path folder;

  private ExampleRun with(FakeContainer container) {
    return new ExampleRun(new FakeModule().gives(container), new FakeCamera(), folder);
  }

  @Test
  void run_200Frames_printsAndCallsWhatTheOriginalDoes() throws Exception {
    FakeContainer container = new FakeContainer(count -> true);
    ExampleRun example = with(container);
    List<String> expected = new ArrayList<>(List.of("mp4_muxer_test start"));
    for (int i = 1; i <= 200; i++) {
      expected.add("frame_count =  " + i);
    }
    expected.add("mp4_muxer_test stop");

    assertThat(example.run("1", "a.mp4", "--device-opt", "k=v")).isEqualTo(CommandLine.DONE);
    assertThat(example.lines()).isEqualTo(expected);
    assertThat(example.err()).isEmpty();
    assertThat(container.calls).containsExactly("create", "start", "stop", "destroy", "close");
    assertThat(container.processed).isEqualTo(200);
  }

  @Test
  void run_configuration_isThatOfTheOriginal() throws Exception {
    FakeContainer container = new FakeContainer(count -> true);
    with(container).run("1", "a.mp4", "--device=fake", "--device-opt", "k=v");

    assertThat(container.config.type).isEqualTo(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    assertThat(container.config.muxerCfg.fileName).isEqualTo(folder.resolve("a.mp4").toString());
    assertThat(container.config.muxerCfg.videoPayloadType)
        .isEqualTo(Mp4Container.MP4_CODEC_ID_H265);
    assertThat(container.config.muxerCfg.audioPayloadType)
        .isEqualTo(Mp4Container.MP4_CODEC_ID_G711U);
    assertThat(container.config.muxerCfg.picWidth).isEqualTo(1280);
    assertThat(container.config.muxerCfg.picHeight).isEqualTo(720);
    assertThat(container.config.muxerCfg.fmp4Flag).isZero();
    assertThat(container.config.device()).isEqualTo(Optional.of("fake"));
    assertThat(container.config.deviceOptions()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void run_processFails_printsStopsAndDestroys() throws Exception {
    MediaException failure = MediaException.of(Code.IO, "the disk is full");
    FakeContainer container =
        new FakeContainer(
            count -> {
              if (count == 3) {
                throw failure;
              }
              return true;
            });
    ExampleRun example = with(container.failsToStop(failure));

    assertThat(example.run("1", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: the disk is full\n");
    assertThat(example.lines())
        .containsExactly(
            "mp4_muxer_test start", "frame_count =  1", "frame_count =  2", "mp4_muxer_test stop");
    assertThat(container.calls).containsExactly("create", "start", "stop", "destroy", "close");
  }

  @Test
  void run_interrupted_stopsAndDestroysAndThrows() {
    FakeContainer container =
        new FakeContainer(
            count -> {
              if (count == 3) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
    ExampleRun example = with(container);

    assertThatThrownBy(() -> example.run("1", "a.mp4")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(container.processed).isEqualTo(3);
    assertThat(example.lines()).endsWith("frame_count =  3", "mp4_muxer_test stop");
    assertThat(container.calls).containsExactly("create", "start", "stop", "destroy", "close");
  }

  @Test
  void run_cameraEnds_stops() throws Exception {
    FakeContainer container = new FakeContainer(count -> count <= 5);
    ExampleRun example = with(container);

    assertThat(example.run("1", "a.mp4")).isEqualTo(CommandLine.DONE);
    assertThat(example.lines()).endsWith("frame_count =  5", "mp4_muxer_test stop");
  }

  @Test
  void run_standardOutputBreaks_stopsAndDestroys() throws Exception {
    FakeContainer container = new FakeContainer(count -> true);
    ExampleRun example = with(container).outBreaksAfter(3);

    assertThat(example.run("1", "a.mp4")).isEqualTo(CommandLine.FAILED);
    assertThat(example.err()).isEqualTo("boxwire: standard output: Broken pipe\n");
    assertThat(container.calls).containsExactly("create", "start", "stop", "destroy", "close");
    assertThat(container.processed).isEqualTo(3);
  }
}
