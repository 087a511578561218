package io.boxwire.itests.interop;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H265;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code Mp4Container} records, as ffmpeg plays it, and what it plays, as ffmpeg decodes it.
 */
@Timeout(120)
class Mp4ContainerIT {
  private static final List<String> CODECS = List.of("h264", "hevc", "pcm_alaw", "pcm_mulaw");
  private static final List<String> TAGS = List.of("avc1", "hvc1", "alaw", "ulaw");
  private static final int FRAMES = 90;

  private final K230 k230 = K230.of(ElementaryStream.boxwire());

  @TempDir Path folder;

  /** The manual's first example, with each codec, each law, and both kinds of file. */
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
    "-1, 2, 1",
    "-1, 3, 0"
  })
  void record_eachCodecAndKindOfFile_playsWhole(int video, int audio, int fmp4) throws Exception {
    record(file(), video, audio, fmp4, FRAMES);

    List<Integer> wanted =
        List.of(video, audio).stream().filter(id -> id != MP4_CODEC_ID_NONE).toList();
    assertThat(
            Ffmpeg.ffprobe(
                    "-show_entries", "stream=codec_name,codec_tag_string", "-of", "csv=p=0", file())
                .lines())
        .isEqualTo(wanted.stream().map(id -> CODECS.get(id) + "," + TAGS.get(id)).toList());
    int blocks = audio == MP4_CODEC_ID_NONE ? 0 : video == MP4_CODEC_ID_NONE ? FRAMES : 75;
    if (video != MP4_CODEC_ID_NONE) {
      assertThat(Decoded.pictureHashes(file())).hasSize(FRAMES);
      Probe pictures = Probe.of(file(), "v:0");
      for (int i = 0; i < FRAMES; i++) {
        Probe.Packet packet = pictures.packets().get(i);
        assertThat(packet.key()).isEqualTo(i % 30 == 0);
        assertThat(pictures.nanos(packet.pts())).isCloseTo(i * 1_000_000_000L / 30, micros(100));
        assertThat(pictures.nanos(packet.duration())).isCloseTo(33_333_333L, micros(100));
      }
    }
    if (audio != MP4_CODEC_ID_NONE) {
      assertThat(Decoded.rawAudio(file())).hasSize(blocks * 320);
      assertThat(Probe.of(file(), "a:0").packets().get(0).pts()).isZero();
    }
    // The board's fragmented files say 0.
    assertThat(Decoded.durationMillis(file()))
        .isBetween(audio == MP4_CODEC_ID_NONE || video != -1 ? 2999L : 3599L, 3601L);
  }

  /** The board writes the first two buffers as they come and leaves parameter sets in samples. */
  @ParameterizedTest
  @ValueSource(ints = {MP4_CODEC_ID_H264, MP4_CODEC_ID_H265})
  void record_samples_holdPicturesAlone(int video) throws Exception {
    record(file(), video, MP4_CODEC_ID_G711U, 0, FRAMES);

    Probe probe = Probe.of(file(), "v:0");
    String codec = video == MP4_CODEC_ID_H264 ? "h264" : "h265";
    for (Probe.Packet packet : probe.packets()) {
      NalUnitList units = NalUnitList.ofSample(codec, probe.bytes(packet));
      assertThat(units.units()).noneMatch(units::parameterSet);
      assertThat(units.units()).anyMatch(units::slice);
      assertThat(units.hasRandomAccessPicture()).isEqualTo(packet.key());
    }
  }

  /** On the board, the second recording in one run fails. */
  @Test
  void record_fiveTimesInOneProcess_eachPlays() throws Exception {
    Mp4Container container = k230.newMp4Container();
    for (int run = 0; run < 5; run++) {
      Path file = folder.resolve(run + ".mp4");
      record(container, config(file, run % 2, MP4_CODEC_ID_G711A, run % 2), FRAMES);
      assertThat(Decoded.pictureHashes(file)).hasSize(FRAMES);
      assertThat(Decoded.rawAudio(file)).hasSize(75 * 320);
    }
  }

  @Test
  void record_twoContainersOnTwoThreads_eachPlays() throws Exception {
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Path file = folder.resolve(i + ".mp4");
      int video = i;
      tasks.add(
          new FutureTask<>(
              () -> {
                record(file, video, MP4_CODEC_ID_G711U, 0, 300);
                return null;
              }));
      new Thread(tasks.get(i), "camera " + i).start();
    }
    for (int i = 0; i < 2; i++) {
      tasks.get(i).get();
      assertThat(Decoded.pictureHashes(folder.resolve(i + ".mp4"))).hasSize(300);
    }
  }

  /** After a power cut the board's file has no moov, and nothing of it plays. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void record_powerCut_allButTheLastFragmentPlays(int fmp4) throws Exception {
    Path cut = folder.resolve("cut.mp4");
    try (Mp4Container container = k230.newMp4Container()) {
      container.create(config(file(), MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U, fmp4));
      container.start();
      process(container, 200);
      // A power cut takes what is not yet given to the kernel: wait for what was given.
      while (Files.size(file()) < container.statistics().bytes()) {
        Thread.onSpinWait();
      }
      Files.copy(file(), cut);
      container.stop();
    }

    List<String> whole = Decoded.pictureHashes(file());
    List<String> left = Decoded.pictureHashes(cut);
    assertThat(whole).hasSize(200);
    assertThat(left.size()).isGreaterThanOrEqualTo(200 - 60);
    assertThat(left).isEqualTo(whole.subList(0, left.size()));
    assertThat(Decoded.rawAudio(cut).length).isGreaterThan(left.size() * 8000 / 30 - 8000);
  }

  /** A real file system, and a real errno. */
  @Test
  void record_diskFull_throwsAndWhatIsWrittenPlays() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Ffmpeg.Output mounted =
        Ffmpeg.run(List.of("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.toString()));
    assumeThat(mounted.status()).as("may not mount: " + mounted.err()).isZero();
    try {
      Path file = disk.resolve("a.mp4");
      try (Mp4Container container = k230.newMp4Container()) {
        container.create(config(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U, 0));
        container.start();
        assertThatThrownBy(() -> process(container, 100_000))
            .isInstanceOf(MediaException.class)
            .hasMessageContainingAll(file.toString(), "No space left on device");
      }
      assertThat(Decoded.pictureHashes(file).size()).isGreaterThan(30);
    } finally {
      assertThat(Ffmpeg.run(List.of("umount", disk.toString())).status()).isZero();
    }
  }

  /** What the listener is given is a byte stream that decodes to the pictures of the file. */
  @ParameterizedTest
  @CsvSource({"0, 2, 0", "1, 3, 0", "0, 3, 1", "1, 2, 1"})
  void play_recordedFile_givesWhatFfmpegDecodes(int video, int audio, int fmp4) throws Exception {
    record(file(), video, audio, fmp4, FRAMES);
    Map<Integer, ByteArrayOutputStream> streams =
        Map.of(video, new ByteArrayOutputStream(), audio, new ByteArrayOutputStream());
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(
        file().toString(),
        frame -> {
          byte[] bytes = new byte[frame.dataLength];
          frame.data.get(bytes);
          streams.get(frame.codecId).writeBytes(bytes);
        });
    Mp4Container container = k230.newMp4Container();
    container.create(cfg);
    container.start();
    process(container, FRAMES + 75);
    assertThat(container.process()).isFalse();
    container.stop();
    container.destroy();

    Path stream = folder.resolve(video == MP4_CODEC_ID_H264 ? "out.h264" : "out.h265");
    Files.write(stream, streams.get(video).toByteArray());
    assertThat(Decoded.pictureHashes(stream)).isEqualTo(Decoded.pictureHashes(file()));
    assertThat(streams.get(audio).toByteArray()).isEqualTo(Decoded.rawAudio(file()));
  }

  /** Files that are not ours, with B pictures and a codec that the board does not know. */
  @Test
  void play_fileOfFfmpeg_givesEveryFrame() throws Exception {
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=320x240:rate=25:duration=2",
        "-f",
        "lavfi",
        "-i",
        "sine=duration=2",
        "-c:v",
        "libx264",
        "-bf",
        "2",
        "-c:a",
        "aac",
        file());
    List<Integer> codecs = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(
        file().toString(),
        frame -> {
          codecs.add(frame.codecId);
          times.add(frame.timeStamp);
        });
    try (Mp4Container container = k230.newMp4Container()) {
      container.create(cfg);
      container.start();
      while (container.process()) {
        assertThat(codecs).isNotEmpty();
      }
      container.stop();
    }
    assertThat(codecs.stream().filter(id -> id == MP4_CODEC_ID_H264)).hasSize(50);
    assertThat(codecs.stream().filter(id -> id != MP4_CODEC_ID_H264))
        .hasSameSizeAs(Probe.of(file(), "a:0").packets())
        .allMatch(id -> id > 3);
    assertThat(times).isSorted();
  }

  private void record(Path file, int video, int audio, int fmp4, int frames) throws Exception {
    record(k230.newMp4Container(), config(file, video, audio, fmp4), frames);
  }

  private static void record(Mp4Container container, Mp4CfgStr cfg, int frames) throws Exception {
    container.create(cfg);
    container.start();
    process(container, frames);
    container.stop();
    container.destroy();
  }

  private static void process(Mp4Container container, int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      assertThat(container.process()).as("frame %d", i).isTrue();
    }
  }

  private static Mp4CfgStr config(Path file, int video, int audio, int fmp4) {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(file.toString(), video, 1280, 720, audio, fmp4);
    cfg.setDevice("builtin", Map.of("pace", "fast"));
    return cfg;
  }

  private Path file() {
    return folder.resolve("test.mp4");
  }

  private static Offset<Long> micros(long count) {
    return Offset.offset(count * 1000);
  }
}
