package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaType;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is passed, there is a code and a message, and never an exception. */
class BadInputTest {
  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final KdMp4 kd = rig.kd;
  private final Camera camera = Camera.h264();

  private void createFails(KMp4Config config, int code, String... message) {
    KU64Ptr handle = new KU64Ptr();
    handle.value = 4711;
    assertThat(kd.create(handle, config)).isEqualTo(code);
    assertThat(handle.value).isZero();
    assertThat(kd.errorMessage(0)).isNotEmpty();
    for (String part : message) {
      assertThat(kd.errorMessage(0)).contains(part);
    }
  }

  @Test
  void anyCall_nullForAStruct_isAnArgumentError() {
    long handle = rig.write(folder.resolve("a.mp4"), 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    assertThat(
            List.of(
                kd.create(null, Rig.muxer(folder.resolve("b.mp4"), 0)),
                kd.create(new KU64Ptr(), null),
                kd.createTrack(handle, null, Rig.video(0)),
                kd.createTrack(handle, new KU64Ptr(), null),
                kd.writeFrame(handle, track, null),
                kd.getFileInfo(handle, null),
                kd.getTrackByIndex(handle, 0, null),
                kd.getFrame(handle, null)))
        .containsOnly(KdMp4.K_MP4_ERR_ARGUMENT);
    assertThat(folder.resolve("b.mp4")).doesNotExist();
    rig.write(handle, track, camera.frame(0, 0));
    rig.destroy(handle);
  }

  static Stream<Consumer<KMp4Config>> impossibleConfigs() {
    return Stream.of(
        config -> config.configType = 0,
        config -> config.configType = 3,
        config -> config.muxerConfig = null,
        config -> config.muxerConfig.fileName = null,
        config -> config.muxerConfig.fileName = "",
        config -> config.muxerConfig.fileName = "a\0b",
        config -> config.muxerConfig.fmp4Flag = 2,
        config -> config.timeUnit = null);
  }

  @ParameterizedTest
  @MethodSource("impossibleConfigs")
  void create_impossibleConfig_isAnArgumentError(Consumer<KMp4Config> change) throws IOException {
    KMp4Config config = Rig.muxer(folder.resolve("a.mp4"), 0);
    change.accept(config);
    createFails(config, KdMp4.K_MP4_ERR_ARGUMENT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void create_readerNamedAsTheManualDoes_isOpened() {
    Path file = clip();
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_DEMUXER;
    config.muxerConfig.fileName = file.toString();
    config.demuxerConfig = null;
    rig.destroy(rig.create(config));
  }

  @Test
  void create_fileThatCanNotBeMade_isAnIoErrorThatNamesIt() throws IOException {
    Path exists = Files.writeString(folder.resolve("exists.mp4"), "keep me");
    createFails(Rig.muxer(exists, 0), KdMp4.K_MP4_ERR_IO, "exists", exists.toString());
    assertThat(exists).hasContent("keep me");
    createFails(Rig.muxer(folder.resolve("no/such/a.mp4"), 1), KdMp4.K_MP4_ERR_IO, "no/such");
    createFails(Rig.muxer(folder, 0), KdMp4.K_MP4_ERR_IO, folder.toString());
    createFails(Rig.muxer(exists.resolve("a.mp4"), 0), KdMp4.K_MP4_ERR_IO, "exists.mp4");
    createFails(Rig.muxer(Path.of("/proc/a.mp4"), 0), KdMp4.K_MP4_ERR_IO, "/proc/a.mp4");
    createFails(Rig.muxer(folder.resolve("n".repeat(256)), 0), KdMp4.K_MP4_ERR_IO, "nnn");
  }

  @Test
  void create_longPaths_areWrittenAndRead() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(200)).resolve("e".repeat(200)));
    Path file = deep.resolve("n".repeat(251) + ".mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    rig.write(handle, track, camera.frame(0, 0));
    rig.destroy(handle);
    assertThat(rig.readBack(file)).hasSize(1);
  }

  @Test
  void create_fileThatCanNotBeRead_isAnErrorThatNamesIt() throws IOException {
    createFails(Rig.demuxer(folder.resolve("missing.mp4")), KdMp4.K_MP4_ERR_IO, "missing.mp4");
    createFails(Rig.demuxer(folder), KdMp4.K_MP4_ERR_IO, folder.toString());
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    createFails(Rig.demuxer(empty), KdMp4.K_MP4_ERR_MALFORMED);
    Path text = Files.writeString(folder.resolve("text.mp4"), "no boxes here at all");
    createFails(Rig.demuxer(text), KdMp4.K_MP4_ERR_MALFORMED);
    Path withoutMoov = folder.resolve("cut.mp4");
    Files.write(withoutMoov, Arrays.copyOf(Files.readAllBytes(clip()), 40));
    createFails(Rig.demuxer(withoutMoov), KdMp4.K_MP4_ERR_MALFORMED);
  }

  static Stream<Consumer<KMp4TrackInfo>> impossibleTracks() {
    return Stream.of(
        info -> info.trackType = 0,
        info -> info.trackType = 3,
        info -> info.timeScale = -1,
        info -> info.videoInfo = null,
        info -> info.videoInfo.width = -1,
        info -> info.videoInfo.height = 65_536,
        info -> info.videoInfo.codecId = -1,
        info -> info.videoInfo.codecId = 99,
        info -> info.videoInfo.codecId = KdMp4.K_MP4_CODEC_ID_G711A,
        info -> toAudio(info).audioInfo = null,
        info -> toAudio(info).audioInfo.channels = 0,
        info -> toAudio(info).audioInfo.channels = 65_536,
        info -> toAudio(info).audioInfo.sampleRate = 0,
        info -> toAudio(info).audioInfo.sampleRate = -8000,
        info -> toAudio(info).audioInfo.bitPerSample = -1,
        info -> toAudio(info).audioInfo.codecId = KdMp4.K_MP4_CODEC_ID_H264);
  }

  private static KMp4TrackInfo toAudio(KMp4TrackInfo info) {
    info.trackType = KdMp4.K_MP4_STREAM_AUDIO;
    info.audioInfo = Rig.audio(KdMp4.K_MP4_CODEC_ID_G711U, 8000, 1).audioInfo;
    return info;
  }

  @ParameterizedTest
  @MethodSource("impossibleTracks")
  void createTrack_impossibleInfo_isAnArgumentError(Consumer<KMp4TrackInfo> change) {
    long handle = rig.write(folder.resolve("a.mp4"), 0);
    KMp4TrackInfo info = Rig.video(camera.codecId());
    change.accept(info);
    KU64Ptr track = new KU64Ptr();
    track.value = 8;
    assertThat(kd.createTrack(handle, track, info)).isEqualTo(KdMp4.K_MP4_ERR_ARGUMENT);
    assertThat(track.value).isZero();
    assertThat(kd.errorMessage(handle)).isNotEmpty();
    rig.destroy(handle);
  }

  @Test
  void createTrack_codecWithoutPlugin_isNamed() {
    rig.parts.codecs =
        rig.parts.codecs.stream().filter(p -> p.mediaType() == MediaType.AUDIO).toList();
    long handle = rig.write(folder.resolve("a.mp4"), 0);
    assertThat(kd.createTrack(handle, new KU64Ptr(), Rig.video(camera.codecId())))
        .isEqualTo(KdMp4.K_MP4_ERR_NO_CODEC);
    assertThat(kd.errorMessage(handle)).contains("h264");
    rig.destroy(handle);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void writeFrame_lengthBeyondTheData_isAnArgumentError(int length) {
    long handle = rig.write(folder.resolve("a.mp4"), 0);
    long track = rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 1));
    KMp4FrameData data = Camera.data(KdMp4.K_MP4_CODEC_ID_G711A, new byte[4], 0);
    data.dataLength = length;
    assertThat(kd.writeFrame(handle, track, data)).isEqualTo(KdMp4.K_MP4_ERR_ARGUMENT);
    data.data = null;
    assertThat(kd.writeFrame(handle, track, data)).isEqualTo(KdMp4.K_MP4_ERR_ARGUMENT);
    rig.destroy(handle);
  }

  @Test
  void writeFrame_partOfTheBuffer_isWhatIsWritten() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 1));
    KMp4FrameData data = Camera.data(KdMp4.K_MP4_CODEC_ID_G711A, new byte[] {1, 2, 3, 4, 5}, 0);
    data.data.position(1);
    data.dataLength = 3;
    rig.write(handle, track, data);
    assertThat(data.data.position()).as("the caller's").isEqualTo(1);
    rig.destroy(handle);
    assertThat(rig.readBack(file).get(0).bytes()).containsExactly(2, 3, 4);
  }

  @Test
  void writeFrame_codecOfAnotherTrack_isAMismatch() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long video = rig.track(handle, Rig.video(camera.codecId()));
    long audio = rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 1));
    rig.write(handle, video, camera.frame(0, 0));
    for (int codec : new int[] {1, 2, 3, -1, 77}) {
      assertThat(kd.writeFrame(handle, video, Camera.data(codec, camera.picture(1), 33)))
          .isEqualTo(KdMp4.K_MP4_ERR_CODEC_MISMATCH);
    }
    assertThat(kd.writeFrame(handle, audio, Camera.data(3, new byte[320], 0)))
        .isEqualTo(KdMp4.K_MP4_ERR_CODEC_MISMATCH);
    rig.write(handle, audio, Camera.data(2, new byte[320], 0));
    rig.destroy(handle);
    assertThat(rig.readBack(file)).hasSize(2);
  }

  @Test
  void writeFrame_framesThatCanNotBeStored_areRefusedAndWritingGoesOn() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long video = rig.track(handle, Rig.video(camera.codecId()));
    long audio = rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 2));
    rig.write(handle, video, camera.frame(0, 100));
    assertThat(
            List.of(
                kd.writeFrame(handle, video, camera.frame(1, 99)), // back in time
                kd.writeFrame(handle, video, camera.frame(1, Long.MAX_VALUE)),
                kd.writeFrame(handle, video, camera.frame(1, Long.MIN_VALUE)),
                kd.writeFrame(handle, video, Camera.data(0, new byte[0], 133)),
                kd.writeFrame(
                    handle, video, Camera.data(0, new byte[] {5, 5, 5, 5, 5}, 133)), // no NAL unit
                kd.writeFrame(handle, audio, Camera.data(2, new byte[3], 0)))) // half a frame
        .containsOnly(KdMp4.K_MP4_ERR_FRAME);
    rig.write(handle, video, camera.frame(1, 133));
    rig.write(handle, audio, Camera.data(2, new byte[320], 100));
    rig.destroy(handle);
    assertThat(rig.readBack(file)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void getTrackByIndex_outOfRange_isAnIndexErrorAndChangesNothing(int index) {
    Path file = folder.resolve("two.mp4");
    long handle = rig.write(file, 0);
    long video = rig.track(handle, Rig.video(camera.codecId()));
    long audio = rig.track(handle, Rig.audio(2, 8000, 1));
    rig.write(handle, video, camera.frame(0, 0));
    rig.write(handle, audio, Camera.data(2, new byte[320], 0));
    rig.destroy(handle);
    long reader = rig.create(Rig.demuxer(file));
    KMp4TrackInfo info = new KMp4TrackInfo();
    info.timeScale = 5;
    assertThat(kd.getTrackByIndex(reader, index, info)).isEqualTo(KdMp4.K_MP4_ERR_INDEX);
    assertThat(info.timeScale).isEqualTo(5);
    info.videoInfo = null;
    assertThat(kd.getTrackByIndex(reader, 0, info)).isEqualTo(KdMp4.K_MP4_ERR_ARGUMENT);
    rig.destroy(reader);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "9999", "9223372036854775807"})
  void anyCall_handleOfNothing_isAHandleError(long handle) {
    assertThat(
            List.of(
                kd.createTrack(handle, new KU64Ptr(), Rig.video(0)),
                kd.destroyTracks(handle),
                kd.destroy(handle),
                kd.writeFrame(handle, 1, camera.frame(0, 0)),
                kd.getFileInfo(handle, new KMp4FileInfo()),
                kd.getTrackByIndex(handle, 0, new KMp4TrackInfo()),
                kd.getFrame(handle, new KMp4FrameData())))
        .containsOnly(KdMp4.K_MP4_ERR_HANDLE);
    assertThat(kd.errorMessage(handle)).contains(Long.toString(handle));
  }

  @Test
  void anyCall_partThatThrows_isACodeAndNoException() {
    rig.parts.muxers = null;
    rig.parts.demuxers = null;
    createFails(Rig.muxer(folder.resolve("a.mp4"), 0), KdMp4.K_MP4_ERR_INTERNAL, "NullPointer");
    createFails(Rig.demuxer(clip()), KdMp4.K_MP4_ERR_INTERNAL, "NullPointer");
  }

  @Test
  void errorName_everyCode_isNamedApart() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (var field : KdMp4.class.getFields()) {
      if (field.getName().startsWith("K_MP4_ERR_") || field.getName().equals("K_MP4_OK")) {
        names.add(kd.errorName(field.getInt(null)));
      }
    }
    assertThat(names).hasSize(17).doesNotHaveDuplicates().noneMatch(n -> n.contains("unknown"));
    assertThat(kd.errorName(-99)).contains("unknown");
  }

  private Path clip() {
    Path file = folder.resolve("clip.mp4");
    Rig writer = new Rig();
    long handle = writer.write(file, 0);
    long track = writer.track(handle, Rig.video(camera.codecId()));
    writer.write(handle, track, camera.frame(0, 0));
    writer.destroy(handle);
    return file;
  }
}
