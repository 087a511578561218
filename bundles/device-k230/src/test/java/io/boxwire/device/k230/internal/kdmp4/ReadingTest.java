package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file that is read gives. */
class ReadingTest {
  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final KdMp4 kd = rig.kd;
  private final Camera camera = Camera.h264();

  /** Two seconds of video, and audio that begins so many milliseconds later. */
  private Path recording(int fmp4Flag, long audioStart) {
    Path file = folder.resolve("recording.mp4");
    long handle = rig.write(file, fmp4Flag);
    long video = rig.track(handle, Rig.video(camera.codecId()));
    KMp4TrackInfo info = Rig.audio(KdMp4.K_MP4_CODEC_ID_G711U, 44_100, 2);
    info.timeScale = 44_100;
    long audio = rig.track(handle, info);
    for (int i = 0; i < 60; i++) {
      rig.write(handle, video, camera.frame(i, i * 1000L / 30));
      long time = i * 20L;
      if (time >= audioStart) {
        rig.write(handle, audio, Camera.data(3, new byte[2 * 882], time));
      }
    }
    rig.destroy(handle);
    return file;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 500", "1, 500"})
  void getFrame_twoTracks_timesNeverGoBack(int fmp4Flag, long audioStart) {
    List<Rig.Read> frames = rig.readBack(recording(fmp4Flag, audioStart));
    assertThat(frames).hasSize(120 - (int) audioStart / 20);
    assertThat(frames).extracting(Rig.Read::time).isSorted();
    assertThat(frames.stream().filter(f -> f.codecId() == 3).findFirst().orElseThrow().time())
        .as("where the audio begins")
        .isEqualTo(audioStart * 1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void getFileInfo_recording_saysDurationAndTracks(int fmp4Flag) {
    long reader = rig.create(Rig.demuxer(recording(fmp4Flag, 0)));
    KMp4FileInfo info = rig.info(reader);
    assertThat(info.duration).isBetween(1999L, 2001L);
    assertThat(info.trackNum).isEqualTo(2);

    KMp4TrackInfo video = rig.track(reader, 0);
    assertThat(video.trackType).isEqualTo(KdMp4.K_MP4_STREAM_VIDEO);
    assertThat(video.timeScale).isEqualTo(1000);
    assertThat(video.videoInfo.width).isEqualTo(1280);
    assertThat(video.videoInfo.height).isEqualTo(720);
    assertThat(video.videoInfo.trackId).isEqualTo(1);
    assertThat(video.videoInfo.codecId).isEqualTo(KdMp4.K_MP4_CODEC_ID_H264);

    KMp4TrackInfo audio = rig.track(reader, 1);
    assertThat(audio.trackType).isEqualTo(KdMp4.K_MP4_STREAM_AUDIO);
    assertThat(audio.timeScale).isEqualTo(44_100);
    assertThat(audio.audioInfo.channels).isEqualTo(2);
    assertThat(audio.audioInfo.sampleRate).isEqualTo(44_100);
    assertThat(audio.audioInfo.bitPerSample).isEqualTo(16);
    assertThat(audio.audioInfo.trackId).isEqualTo(2);
    assertThat(audio.audioInfo.codecId).isEqualTo(KdMp4.K_MP4_CODEC_ID_G711U);
    rig.destroy(reader);
  }

  @ParameterizedTest
  @CsvSource({"MILLISECONDS, 33", "MICROSECONDS, 33000", "FIRMWARE, 33"})
  void getFrame_eachUnit_countsInIt(KMp4TimeUnit unit, long second) {
    KMp4Config config = Rig.demuxer(recording(0, 5000));
    config.timeUnit = unit;
    long reader = rig.create(config);
    assertThat(rig.frames(reader).get(1).time()).isEqualTo(second);
    rig.destroy(reader);
  }

  @Test
  void getFrame_atTheEnd_setsEofAndNothingElse() {
    long reader = rig.create(Rig.demuxer(recording(0, 5000)));
    KMp4FrameData data = new KMp4FrameData();
    for (int i = 0; i < 60; i++) {
      data.eof = 7;
      rig.done(kd.getFrame(reader, data), reader);
      assertThat(data.eof).isZero();
    }
    ByteBuffer last = data.data;
    for (int i = 0; i < 3; i++) {
      data.eof = 0;
      data.codecId = 42;
      data.timeStamp = 43;
      data.dataLength = 44;
      rig.done(kd.getFrame(reader, data), reader);
      assertThat(data.eof).isEqualTo(1);
      assertThat(data.data).isSameAs(last);
      assertThat(List.of((long) data.codecId, data.timeStamp, (long) data.dataLength))
          .containsExactly(42L, 43L, 44L);
    }
    rig.destroy(reader);
  }

  @Test
  void getFrame_data_canNotBeChangedByTheCaller() {
    long reader = rig.create(Rig.demuxer(recording(0, 5000)));
    KMp4FrameData data = new KMp4FrameData();
    rig.done(kd.getFrame(reader, data), reader);
    assertThatThrownBy(() -> data.data.put(0, (byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThat(data.data.remaining()).isEqualTo(data.dataLength);
    rig.destroy(reader);
  }

  @Test
  void getFrame_trackWithoutPlugin_comesAsItIsStored() {
    Path file = recording(0, 0);
    List<CodecPlugin> others =
        rig.parts.codecs.stream().filter(p -> !p.codec().equals("h264")).toList();
    rig.parts.codecs = others;
    rig.parts.demuxers = rig.parts.demuxers.using(others);
    long reader = rig.create(Rig.demuxer(file));
    int id = rig.track(reader, 0).videoInfo.codecId;
    assertThat(id).isGreaterThan(3);
    assertThat(kd.codecName(id)).isEqualTo("avc1");
    assertThat(kd.codecId("avc1")).isEqualTo(id);
    List<Rig.Read> frames = rig.frames(reader);
    assertThat(frames).hasSize(120);
    ByteBuffer stored = ByteBuffer.wrap(frames.get(0).bytes());
    while (stored.hasRemaining()) {
      stored.position(stored.position() + 4 + stored.getInt(stored.position()));
    }
    rig.destroy(reader);
  }

  @Test
  void getFrame_fileThatWasCut_givesWhatIsThereAndThenACode() throws Exception {
    Path file = recording(1, 5000);
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length * 2 / 3));
    long reader = rig.create(Rig.demuxer(cut));
    KMp4FrameData data = new KMp4FrameData();
    int frames = 0;
    int failures = 0;
    while (data.eof == 0) {
      int code = kd.getFrame(reader, data);
      assertThat(code).isIn(KdMp4.K_MP4_OK, KdMp4.K_MP4_ERR_MALFORMED);
      frames += code == KdMp4.K_MP4_OK ? 1 : 0;
      failures += code == KdMp4.K_MP4_OK ? 0 : 1;
      assertThat(failures).as("does not fail for ever").isLessThan(60);
    }
    assertThat(frames).isGreaterThanOrEqualTo(30);
    rig.destroy(reader);
  }

  @Test
  void codecId_namesAndNumbers_standForEachOther() {
    assertThat(List.of("h264", "h265", "g711a", "g711u"))
        .map(kd::codecId)
        .containsExactly(0, 1, 2, 3);
    assertThat(List.of(0, 1, 2, 3))
        .map(kd::codecName)
        .containsExactly("h264", "h265", "g711a", "g711u");
    assertThat(kd.codecId("aac")).isEqualTo(KdMp4.K_MP4_ERR_NO_CODEC);
    assertThat(kd.codecId(null)).isEqualTo(KdMp4.K_MP4_ERR_NO_CODEC);
    assertThat(kd.codecName(4)).isEmpty();
    assertThat(kd.codecName(-1)).isEmpty();
  }

  @Test
  void createTrack_codecBeyondTheFour_isWrittenThroughItsPlugin() {
    CodecPlugin law =
        rig.parts.codecs.stream().filter(p -> p.codec().equals("g711u")).findFirst().orElseThrow();
    rig.parts.codecs = List.of(new RenamedCodec(law, "speech"));
    rig.parts.muxers = rig.parts.muxers.using(rig.parts.codecs);
    rig.parts.demuxers = rig.parts.demuxers.using(rig.parts.codecs);
    int id = kd.codecId("speech");
    assertThat(id).isGreaterThan(3);
    assertThat(kd.codecName(id)).isEqualTo("speech");
    Path file = folder.resolve("speech.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.audio(id, 8000, 1));
    rig.write(handle, track, Camera.data(id, new byte[320], 0));
    rig.destroy(handle);
    assertThat(rig.readBack(file)).singleElement().extracting(Rig.Read::codecId).isEqualTo(id);
  }
}
