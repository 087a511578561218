package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H265;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_NONE;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_MUXER;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.MuxerCfgStr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The five calls as the manual has them, with each parameter and field of the configuration. */
@Timeout(60)
class Mp4ContainerTest {
  /** A tick of 90 kHz, in nanoseconds, rounded up. */
  private static final long TICK = 11_112;

  private final K230Fixture k230 = new K230Fixture();

  @TempDir private Path folder;

  @Test
  void constants_all_areTheBoards() {
    assertThat(List.of(MP4_CONFIG_TYPE_MUXER, MP4_CONFIG_TYPE_DEMUXER)).containsExactly(1, 2);
    assertThat(List.of(Mp4Container.MP4_STREAM_TYPE_VIDEO, Mp4Container.MP4_STREAM_TYPE_AUDIO))
        .containsExactly(1, 2);
    assertThat(
            List.of(MP4_CODEC_ID_H264, MP4_CODEC_ID_H265, MP4_CODEC_ID_G711A, MP4_CODEC_ID_G711U))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void muxerCfgStr_sevenFields_areZeroUntilSet() {
    MuxerCfgStr cfg = new MuxerCfgStr();

    assertThat(cfg.fileName).isEmpty();
    assertThat(
            List.of(
                cfg.videoPayloadType,
                cfg.picWidth,
                cfg.picHeight,
                cfg.audioPayloadType,
                cfg.fmp4Flag))
        .containsOnly(0);
    assertThat(cfg.videoStartTimestamp).isZero();
    assertThat(MuxerCfgStr.class.getFields()).hasSize(7);
  }

  @Test
  void setMuxerCfg_sixParametersOrFive_setsTheFields() {
    Mp4CfgStr six = new Mp4CfgStr(MP4_CONFIG_TYPE_MUXER);
    six.setMuxerCfg("a.mp4", MP4_CODEC_ID_H265, 1280, 720, MP4_CODEC_ID_G711U, 1);
    Mp4CfgStr five = new Mp4CfgStr(MP4_CONFIG_TYPE_MUXER);
    five.muxerCfg.fmp4Flag = 1;
    five.setMuxerCfg("b.mp4", MP4_CODEC_ID_H264, 640, 360, MP4_CODEC_ID_G711A);

    assertThat(six.type).isEqualTo(1);
    assertThat(six.muxerCfg)
        .extracting(
            c -> c.fileName,
            c -> c.videoPayloadType,
            c -> c.picWidth,
            c -> c.picHeight,
            c -> c.audioPayloadType,
            c -> c.fmp4Flag)
        .containsExactly("a.mp4", 1, 1280, 720, 3, 1);
    assertThat(five.muxerCfg)
        .extracting(
            c -> c.fileName,
            c -> c.videoPayloadType,
            c -> c.picWidth,
            c -> c.picHeight,
            c -> c.audioPayloadType,
            c -> c.fmp4Flag)
        .containsExactly("b.mp4", 0, 640, 360, 2, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0",
    "0, 3, 0",
    "1, 2, 0",
    "1, 3, 0",
    "0, 2, 1",
    "0, 3, 1",
    "1, 2, 1",
    "1, 3, 1",
    "0, -1, 0",
    "1, -1, 1",
    "-1, 2, 0",
    "-1, 3, 1",
    "-1, 2, 1",
    "-1, 3, 0"
  })
  void process_50Times_writes50FramesOfWhatWasAskedFor(int video, int audio, int fmp4)
      throws Exception {
    Path file = folder.resolve("test.mp4");
    Mp4CfgStr cfg = K230Fixture.recording(file, video, audio);
    cfg.muxerCfg.fmp4Flag = fmp4;
    k230.record(cfg, 50);

    Recorded recorded = Recorded.of(file);
    List<String> names = List.of("h264", "h265", "g711a", "g711u");
    assertThat(recorded.codecs())
        .isEqualTo(
            List.of(video, audio).stream()
                .filter(id -> id != MP4_CODEC_ID_NONE)
                .map(names::get)
                .toList());
    assertThat(recorded.movie().layout())
        .isEqualTo(fmp4 == 1 ? Layout.FRAGMENTED : Layout.PROGRESSIVE);
    assertThat(recorded.video()).hasSize(video == MP4_CODEC_ID_NONE ? 0 : 50);
    assertThat(recorded.video().stream().filter(Recorded.Sample::sync))
        .hasSize(video == MP4_CODEC_ID_NONE ? 0 : 2);
    if (audio != MP4_CODEC_ID_NONE) {
      // 50 pictures last 1667 ms: 41 or 42 blocks.
      assertThat(recorded.audio().size()).isBetween(41, video == MP4_CODEC_ID_NONE ? 50 : 42);
      TrackFormat format =
          recorded.movie().tracks().stream()
              .map(track -> track.format())
              .filter(f -> f.mediaType() == MediaType.AUDIO)
              .findFirst()
              .orElseThrow();
      assertThat(List.of(format.channels(), format.sampleRate(), format.bitsPerSample()))
          .containsExactly(1, 8000, 16);
      assertThat(recorded.audio()).allMatch(block -> block.size() == 320);
    }
  }

  @Test
  void process_sizeOfTheDevice_isRecordedInThatSize() throws Exception {
    Path file = folder.resolve("test.mp4");
    Mp4CfgStr cfg = K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_NONE);
    cfg.muxerCfg.picWidth = 1280;
    cfg.muxerCfg.picHeight = 720;
    k230.record(cfg, 3);

    TrackFormat format = Recorded.of(file).movie().tracks().get(0).format();
    assertThat(List.of(format.width(), format.height())).containsExactly(1280, 720);
  }

  @Test
  void create_configurationChangedAfterwards_wasCopied() throws Exception {
    Path file = folder.resolve("test.mp4");
    Mp4CfgStr cfg = K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U);
    try (Mp4Container container = k230.container()) {
      container.create(cfg);
      cfg.type = MP4_CONFIG_TYPE_DEMUXER;
      cfg.muxerCfg.fileName = "other.mp4";
      cfg.muxerCfg.fmp4Flag = 7;
      container.start();
      K230Fixture.process(container, 5);
      container.stop();
    }
    assertThat(Recorded.of(file).video()).hasSize(5);
  }

  @Test
  void create_noDeviceNamed_takesTheDefaultOne() throws Exception {
    TimedCamera camera = TimedCamera.at(25, K230Fixture.builtin());
    Path file = folder.resolve("test.mp4");
    new K230Fixture()
        .defaultDevice(camera)
        .record(K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_NONE), 5);

    assertThat(camera.delivered.get()).isGreaterThanOrEqualTo(5);
    assertThat(Recorded.of(file).video()).hasSize(5);
  }

  @Test
  void videoStartTimestamp_notSet_theFirstPictureIsTime0() throws Exception {
    TimedCamera camera = TimedCamera.at(25, K230Fixture.builtin());
    Path file = folder.resolve("test.mp4");
    try (Mp4Container container = new K230Fixture().defaultDevice(camera).container()) {
      container.create(
          K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
      container.start();
      assertThat(container.videoStartTimestamp()).isZero();
      K230Fixture.process(container, 5);
      assertThat(container.videoStartTimestamp()).isEqualTo(TimedCamera.CLOCK_NANOS / 1000);
      container.stop();
      container.destroy();
      assertThat(container.videoStartTimestamp()).isEqualTo(TimedCamera.CLOCK_NANOS / 1000);
    }
    assertThat(Recorded.of(file).video().get(0).nanos()).isZero();
  }

  /** Two cameras on one clock, one of them late: with one zero their files have one time line. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void videoStartTimestamp_set_isTime0OfTheFile(int fmp4) throws Exception {
    long zero = TimedCamera.CLOCK_NANOS / 1000 + 100_000;
    TimedCamera early = TimedCamera.at(25, K230Fixture.builtin());
    TimedCamera late =
        new TimedCamera("late", K230Fixture.builtin(), i -> 500_000_000 + i * 40_000_000L);
    K230Fixture both = new K230Fixture().with(early).with(late);
    for (TimedCamera camera : List.of(early, late)) {
      Path file = folder.resolve(camera.id() + ".mp4");
      Mp4CfgStr cfg = K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U);
      cfg.setDevice(camera.id(), Map.of());
      cfg.muxerCfg.videoStartTimestamp = zero;
      cfg.muxerCfg.fmp4Flag = fmp4;
      try (Mp4Container container = both.container()) {
        container.create(cfg);
        container.start();
        K230Fixture.process(container, 100);
        container.stop();
        assertThat(container.statistics().framesLeftOut()).isPositive();
      }
    }

    // The first sync picture of the early camera from 100 ms on is its 30th, at 1200 ms.
    Recorded first = Recorded.of(folder.resolve("timed.mp4"));
    Recorded second = Recorded.of(folder.resolve("late.mp4"));
    assertThat(second.video().get(0).nanos()).isEqualTo(400_000_000);
    assertThat(first.video().get(0).nanos() % 20_000_000).isZero();
    assertThat(first.video().get(0).nanos()).isPositive();
  }

  @Test
  void statistics_whileAndAfter_sayWhatWasWritten() throws Exception {
    Path file = folder.resolve("test.mp4");
    Mp4Container container = k230.container();
    assertThat(container.statistics().videoFrames()).isZero();
    container.create(K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
    container.start();
    K230Fixture.process(container, 30);
    assertThat(container.statistics().videoFrames()).isEqualTo(30);
    container.stop();
    container.destroy();

    assertThat(container.statistics().videoFrames()).isEqualTo(30);
    assertThat(container.statistics().audioFrames()).isEqualTo(25);
    assertThat(container.statistics().bytes()).isEqualTo(Files.size(file));
    assertThat(container.statistics().mediaTime())
        .isBetween(Duration.ofMillis(1000), Duration.ofMillis(1040));
    assertThat(container.lateness().frames()).isZero();
  }

  @Test
  void create_afterDestroy_recordsAgain() throws Exception {
    Mp4Container container = k230.container();
    for (int run = 0; run < 3; run++) {
      Path file = folder.resolve(run + ".mp4");
      container.create(K230Fixture.recording(file, run % 2, MP4_CODEC_ID_G711A));
      container.start();
      K230Fixture.process(container, 20);
      container.stop();
      container.destroy();
      assertThat(Recorded.of(file).video()).hasSize(20);
    }
  }

  @Test
  void process_twoContainersInTurn_eachWritesItsOwn() throws Exception {
    Path one = folder.resolve("1.mp4");
    Path two = folder.resolve("2.mp4");
    try (Mp4Container first = k230.container();
        Mp4Container second = k230.container()) {
      first.create(K230Fixture.recording(one, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711A));
      second.create(K230Fixture.recording(two, MP4_CODEC_ID_H265, MP4_CODEC_ID_G711U));
      first.start();
      second.start();
      for (int i = 0; i < 40; i++) {
        K230Fixture.process(first, 1);
        K230Fixture.process(second, 2);
      }
      first.stop();
      second.stop();
    }
    assertThat(Recorded.of(one).video()).hasSize(40);
    assertThat(Recorded.of(two).video()).hasSize(80);
    assertThat(Recorded.of(one).codecs()).containsExactly("h264", "g711a");
    assertThat(Recorded.of(two).codecs()).containsExactly("h265", "g711u");
  }

  /**
   * The board takes the first two buffers for one picture without looking, and of several buffers
   * writes the last alone. Here parameter sets that come by themselves join their picture.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void process_parameterSetsInFramesOfTheirOwn_joinTheirPicture(int fmp4) throws Exception {
    Path joined = folder.resolve("joined.mp4");
    Path apart = folder.resolve("apart.mp4");
    TimedCamera camera = TimedCamera.at(25, K230Fixture.builtin());
    for (Path file : List.of(joined, apart)) {
      Mp4CfgStr cfg = K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_NONE);
      cfg.muxerCfg.fmp4Flag = fmp4;
      // Of 62 frames, two are no pictures but what precedes pictures 0 and 30.
      new K230Fixture().defaultDevice(camera).record(cfg, file == joined ? 60 : 62);
      camera.headersApart();
    }

    assertThat(Recorded.of(joined).video()).hasSize(60);
    // The recorder lets no two frames have one time: a picture is a tick behind what precedes it.
    assertThat(Recorded.of(apart).video())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withEqualsForFields(
                    (Long a, Long b) -> Math.abs(a - b) <= TICK, "nanos", "durationNanos")
                .build())
        .isEqualTo(Recorded.of(joined).video());
    assertThat(camera.released).hasValue(camera.delivered.get());
  }
}
