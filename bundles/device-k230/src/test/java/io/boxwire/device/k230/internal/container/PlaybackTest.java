package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H265;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.DemuxerCfgStr;
import io.boxwire.device.k230.DemuxerCfgStr.Pacing;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The type DEMUXER, and {@code SetDemuxerCfg}. */
@Timeout(60)
class PlaybackTest {
  private final K230Fixture k230 = new K230Fixture();
  private final Mp4Container container = k230.container();
  private final List<Played> played = new ArrayList<>();

  @TempDir private Path folder;

  /**
   * A copy of a frame that the listener was given.
   *
   * @param nanos when it was given, by the clock
   */
  private record Played(int codecId, long time, byte[] bytes, boolean readOnly, long nanos) {
    static Played of(KMp4FrameData frame) {
      byte[] bytes = new byte[frame.data.remaining()];
      frame.data.duplicate().get(bytes);
      assertThat(frame.dataLength).isEqualTo(bytes.length);
      assertThat(frame.eof).isZero();
      return new Played(
          frame.codecId, frame.timeStamp, bytes, frame.data.isReadOnly(), System.nanoTime());
    }
  }

  @Test
  void setDemuxerCfg_parametersAndDefaults_setTheFields() throws Exception {
    DemuxerCfgStr empty = new DemuxerCfgStr();
    assertThat(empty.fileName).isEmpty();
    assertThat(empty.pacing).isEqualTo(Pacing.NONE);
    assertThat(empty.timeUnit).isEqualTo(KMp4TimeUnit.MILLISECONDS);
    empty.listener.onFrame(new KMp4FrameData());

    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg("a.mp4", frame -> {}, Pacing.REALTIME);
    assertThat(cfg.demuxerCfg.pacing).isEqualTo(Pacing.REALTIME);
    cfg.setDemuxerCfg("b.mp4", frame -> {});
    assertThat(cfg.demuxerCfg.fileName).isEqualTo("b.mp4");
    assertThat(cfg.demuxerCfg.pacing).isEqualTo(Pacing.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 0", "1, 3, 0", "0, 3, 1", "1, 2, 1", "0, -1, 0", "-1, 3, 1"})
  void process_recordedFile_givesEveryFrameInTimeOrder(int video, int audio, int fmp4)
      throws Exception {
    Path file = record(video, audio, fmp4, 60);
    Recorded recorded = Recorded.of(file);

    playAll(config(file, Pacing.NONE));

    assertThat(played).hasSize(recorded.video().size() + recorded.audio().size());
    assertThat(played).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
    assertThat(played).allMatch(Played::readOnly);
    for (int codec : new int[] {video, audio}) {
      List<Recorded.Sample> expected = codec == video ? recorded.video() : recorded.audio();
      List<Played> given = played.stream().filter(p -> p.codecId() == codec).toList();
      assertThat(given).hasSameSizeAs(expected);
      for (int i = 0; i < given.size(); i++) {
        assertThat(ByteBuffer.wrap(given.get(i).bytes()).hashCode())
            .isEqualTo(expected.get(i).hash());
        assertThat(given.get(i).time()).isEqualTo(Math.round(expected.get(i).nanos() / 1e6));
      }
    }
    assertThat(container.lateness().frames()).isZero();
    assertThat(container.statistics().videoFrames()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
  void process_syncSample_isAnnexBWithParameterSetsOnce(int video, int fmp4) throws Exception {
    playAll(config(record(video, -1, fmp4, 60), Pacing.NONE));

    for (int i = 0; i < played.size(); i++) {
      List<Integer> types = nalUnitTypes(played.get(i).bytes(), video);
      List<Integer> sets = video == MP4_CODEC_ID_H264 ? List.of(7, 8) : List.of(32, 33, 34);
      for (int set : sets) {
        assertThat(types.stream().filter(type -> type == set))
            .as("frame %d has units %s", i, types)
            .hasSize(i % 30 == 0 ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"MILLISECONDS, 33, 67", "MICROSECONDS, 33333, 66667", "FIRMWARE, 33, 67"})
  void process_timeUnit_isThatOfTheTimes(KMp4TimeUnit unit, long second, long third)
      throws Exception {
    Mp4CfgStr cfg = config(record(MP4_CODEC_ID_H264, -1, 0, 3), Pacing.NONE);
    cfg.demuxerCfg.timeUnit = unit;
    playAll(cfg);

    assertThat(played).extracting(Played::time).containsExactly(0L, second, third);
  }

  @Test
  void process_paced_givesFramesAtTheirTimes() throws Exception {
    Path file = record(MP4_CODEC_ID_H264, MP4_CODEC_ID_G711A, 0, 30);
    playAll(config(file, Pacing.REALTIME));

    long origin = played.get(0).nanos() - played.get(0).time() * 1_000_000;
    assertThat(played).hasSize(55);
    for (Played frame : played) {
      // Half a millisecond is what rounding the time may cost.
      assertThat(frame.nanos() - origin).isGreaterThan(frame.time() * 1_000_000 - 1_500_000);
    }
    assertThat(container.lateness().frames()).isEqualTo(55);
    assertThat(container.lateness().most()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void process_listenerTooSlow_countsHowLateFramesAre() throws Exception {
    Mp4CfgStr cfg = config(record(MP4_CODEC_ID_H264, -1, 0, 4), Pacing.REALTIME);
    cfg.demuxerCfg.listener =
        frame -> {
          long until = System.nanoTime() + 100_000_000;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
        };
    playAll(cfg);

    // Due at 0, 33, 67 and 100 ms, given at 0, 100, 200 and 300 ms.
    assertThat(container.lateness().frames()).isEqualTo(4);
    assertThat(container.lateness().late()).isEqualTo(3);
    assertThat(container.lateness().most()).isGreaterThanOrEqualTo(Duration.ofMillis(199));
  }

  @Test
  void process_listenerThrows_throwsThatAndGoesOnWithTheNext() throws Exception {
    Mp4CfgStr cfg = config(record(MP4_CODEC_ID_H264, -1, 0, 3), Pacing.NONE);
    cfg.demuxerCfg.listener =
        frame -> {
          played.add(Played.of(frame));
          if (played.size() == 2) {
            throw new IllegalArgumentException("mine");
          }
        };
    container.create(cfg);
    container.start();
    assertThat(container.process()).isTrue();
    assertThatThrownBy(container::process).hasMessage("mine");
    assertThat(container.process()).isTrue();
    assertThat(container.process()).isFalse();
    assertThat(container.process()).isFalse();
    container.stop();
    container.destroy();
  }

  /** What stands behind a listener may fail or be interrupted, as a pipe may. */
  @Test
  void process_listenerCanNotPassFramesOn_throwsThatAndGoesOnWithTheNext() throws Exception {
    Path file = record(MP4_CODEC_ID_H264, -1, 0, 3);
    Mp4CfgStr cfg = config(file, Pacing.REALTIME);
    cfg.demuxerCfg.listener =
        frame -> {
          played.add(Played.of(frame));
          if (played.size() == 1) {
            throw MediaException.of(Code.IO, "broken pipe");
          }
          if (played.size() == 2) {
            throw new InterruptedException("told to end");
          }
        };
    container.create(cfg);
    container.start();
    assertThatThrownBy(container::process)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.IO))
        .hasMessageContaining("broken pipe")
        .hasMessageContaining(file.toString());
    assertThatThrownBy(container::process).hasMessage("told to end");
    assertThat(container.process()).isTrue();
    assertThat(container.process()).isFalse();
    container.stop();
    container.destroy();
    assertThat(played).hasSize(3);
  }

  @Test
  void create_noSuchFile_namesIt() {
    assertFails(folder.resolve("none.mp4"), Code.IO, "none.mp4");
  }

  @Test
  void create_noMp4File_saysSoAndLetsGoOfIt() throws Exception {
    Path file = Files.writeString(folder.resolve("text.mp4"), "no boxes in here, only words");
    assertThatThrownBy(() -> container.create(config(file, Pacing.NONE)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("text.mp4");
    assertThatThrownBy(container::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void process_fileCutShort_givesWhatThereIs() throws Exception {
    Path file = record(MP4_CODEC_ID_H265, MP4_CODEC_ID_G711A, 1, 90);
    byte[] bytes = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    container.create(config(cut, Pacing.NONE));
    container.start();
    try {
      while (container.process()) {
        Thread.onSpinWait();
      }
    } catch (MediaException e) {
      assertThat(e).hasMessageContaining("cut.mp4");
    }
    container.stop();
    container.destroy();

    assertThat(Recorded.of(file).movie().layout()).isEqualTo(Layout.FRAGMENTED);
    assertThat(played.size()).isGreaterThan(50);
  }

  @Test
  void create_playingThenRecordingThenPlaying_works() throws Exception {
    Path file = record(MP4_CODEC_ID_H264, -1, 0, 5);
    playAll(config(file, Pacing.NONE));
    Path next = folder.resolve("next.mp4");
    container.create(K230Fixture.recording(next, MP4_CODEC_ID_H264, -1));
    container.start();
    K230Fixture.process(container, 7);
    container.stop();
    container.destroy();
    playAll(config(next, Pacing.NONE));

    assertThat(played).hasSize(12);
  }

  private void assertFails(Path file, Code code, String word) {
    assertThatThrownBy(() -> container.create(config(file, Pacing.NONE)))
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(word);
  }

  private Path record(int video, int audio, int fmp4, int frames) throws Exception {
    Path file = folder.resolve("recorded.mp4");
    Mp4CfgStr cfg = K230Fixture.recording(file, video, audio);
    cfg.muxerCfg.fmp4Flag = fmp4;
    k230.record(cfg, frames);
    return file;
  }

  private Mp4CfgStr config(Path file, Pacing pacing) {
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> played.add(Played.of(frame)), pacing);
    return cfg;
  }

  private void playAll(Mp4CfgStr cfg) throws Exception {
    container.create(cfg);
    container.start();
    while (container.process()) {
      Thread.onSpinWait();
    }
    container.stop();
    container.destroy();
  }

  /** The types of the NAL units of a byte stream. */
  private static List<Integer> nalUnitTypes(byte[] stream, int codec) {
    List<Integer> types = new ArrayList<>();
    for (int i = 0; i + 3 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        int header = stream[i + 3];
        types.add(codec == MP4_CODEC_ID_H264 ? header & 0x1f : header >> 1 & 0x3f);
      }
    }
    return types;
  }
}
