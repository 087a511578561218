package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of frames that are written. */
class WritingTest {
  private static final long HOUR = 3600 * 1_000_000L;

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final KdMp4 kd = rig.kd;

  static Stream<Camera> cameras() {
    return Stream.of(Camera.h264(), Camera.h265());
  }

  @ParameterizedTest
  @MethodSource("cameras")
  void writeFrame_firstPictureWithoutParameterSets_saysSoAndLeavesThePlaceFree(Camera camera) {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (byte[] lacking : List.of(camera.bare(), camera.picture(1))) {
      assertThat(kd.writeFrame(handle, track, Camera.data(camera.codecId(), lacking, 0)))
          .isEqualTo(KdMp4.K_MP4_ERR_NO_PARAMETER_SETS);
      assertThat(kd.errorMessage(handle)).contains("parameter sets");
    }
    rig.write(handle, track, camera.frame(0, 0));
    rig.destroy(handle);
    assertThat(rig.readBack(file)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("cameras")
  void writeFrame_parameterSetsInAFrameOfTheirOwn_goWithTheNextPicture(Camera camera) {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 1);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    rig.write(handle, track, Camera.data(camera.codecId(), camera.header(), 0));
    assertThat(kd.writeFrame(handle, track, camera.frame(1, 0)))
        .as("parameter sets are there, but no picture to begin with")
        .isEqualTo(KdMp4.K_MP4_ERR_FRAME);
    rig.write(handle, track, Camera.data(camera.codecId(), camera.bare(), 0));
    rig.write(handle, track, camera.frame(1, 33));
    rig.destroy(handle);

    List<Rig.Read> frames = rig.readBack(file);
    assertThat(frames).hasSize(2);
    assertThat(Nal.types(camera.codecId(), frames.get(0).bytes()))
        .as("each of them once")
        .isEqualTo(Nal.types(camera.codecId(), camera.picture(0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void writeFrame_repeatedParameterSets_areGivenBackOnceAtEachSyncSample(int fmp4Flag) {
    Camera camera = Camera.h264();
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, fmp4Flag);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (int i = 0; i < 60; i++) {
      rig.write(handle, track, camera.frame(i, i * 33L));
    }
    rig.destroy(handle);
    List<Rig.Read> frames = rig.readBack(file);
    for (int i = 0; i < 60; i++) {
      List<Integer> types = Nal.types(camera.codecId(), frames.get(i).bytes());
      int sets = i % 30 == 0 ? 1 : 0;
      assertThat(types.stream().filter(t -> t == 7)).as("SPS of %d", i).hasSize(sets);
      assertThat(types.stream().filter(t -> t == 8)).as("PPS of %d", i).hasSize(sets);
    }
  }

  @Test
  void writeFrame_newParameterSetsInAHybridFile_areWritten() {
    Camera camera = Camera.h264();
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (int i = 0; i < 30; i++) {
      rig.write(handle, track, camera.frame(i, i * 33L));
    }
    rig.write(handle, track, Camera.data(0, camera.changed(30), 990));
    rig.write(handle, track, camera.frame(31, 1023));
    rig.destroy(handle);
    List<Rig.Read> frames = rig.readBack(file);
    assertThat(frames).hasSize(32);
    assertThat(frames.get(30).bytes()).isEqualTo(Nal.fourByteCodes(camera.changed(30)));
  }

  @Test
  void writeFrame_newParameterSetsInAFragmentedFile_areRefusedUntilTheOldComeBack() {
    Camera camera = Camera.h264();
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 1);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (int i = 0; i < 30; i++) {
      rig.write(handle, track, camera.frame(i, i * 33L));
    }
    assertThat(kd.writeFrame(handle, track, Camera.data(0, camera.changed(30), 990)))
        .isEqualTo(KdMp4.K_MP4_ERR_CONFIGURATION_CHANGED);
    assertThat(kd.writeFrame(handle, track, camera.frame(31, 1023)))
        .isEqualTo(KdMp4.K_MP4_ERR_CONFIGURATION_CHANGED);
    rig.write(handle, track, camera.frame(60, 1980));
    rig.destroy(handle);
    assertThat(rig.readBack(file)).hasSize(31);
  }

  @ParameterizedTest
  @CsvSource({"0, 90000", "1, 1", "1000, 1000", "30000, 30000", "2147483647, 2147483647"})
  void createTrack_videoTimescale_isStored(int given, int stored) {
    Camera camera = Camera.h264();
    KMp4TrackInfo info = Rig.video(camera.codecId());
    info.timeScale = given;
    assertThat(storedTimescale(info, camera.frame(0, 0))).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"0, 16000", "1000, 1000", "16000, 16000", "90000, 90000"})
  void createTrack_audioTimescale_isStored(int given, int stored) {
    KMp4TrackInfo info = Rig.audio(3, 16_000, 2);
    info.timeScale = given;
    assertThat(storedTimescale(info, Camera.data(3, new byte[640], 0))).isEqualTo(stored);
  }

  private int storedTimescale(KMp4TrackInfo info, KMp4FrameData frame) {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 1);
    rig.write(handle, rig.track(handle, info), frame);
    rig.destroy(handle);
    long reader = rig.create(Rig.demuxer(file));
    int stored = rig.track(reader, 0).timeScale;
    rig.destroy(reader);
    return stored;
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, 1000",
    "MICROSECONDS, 1000",
    "MILLISECONDS, 44100",
    "MICROSECONDS, 44100",
    "FIRMWARE, 48000",
    "MILLISECONDS, 90000"
  })
  void writeFrame_anHourAt44100Hertz_doesNotDrift(KMp4TimeUnit unit, int timescale) {
    int block = 1024;
    int blocks = 3600 * 44_100 / block;
    long perSecond = unit == KMp4TimeUnit.MILLISECONDS ? 1_000 : 1_000_000;
    Path file = folder.resolve("hour.mp4");
    long handle = rig.write(file, 0, unit);
    KMp4TrackInfo info = Rig.audio(2, 44_100, 1);
    info.timeScale = timescale;
    long track = rig.track(handle, info);
    byte[] bytes = new byte[block];
    for (int i = 0; i < blocks; i++) {
      // Cut off, as a program does that divides.
      rig.write(handle, track, Camera.data(2, bytes, (long) i * block * perSecond / 44_100));
    }
    rig.destroy(handle);

    List<Rig.Read> frames = rig.readBack(file);
    assertThat(frames).hasSize(blocks);
    long tick = Math.max(1_000_000 / timescale, 1_000_000 / perSecond) + 1;
    for (int i = 0; i < blocks; i++) {
      long truth = (long) i * block * 1_000_000 / 44_100;
      assertThat(Math.abs(frames.get(i).time() - truth)).isLessThanOrEqualTo(tick);
    }
    long reader = rig.create(Rig.demuxer(file));
    long truth = (long) blocks * block * 1000 / 44_100;
    assertThat(rig.info(reader).duration).isBetween(truth - 1, truth + 2);
    rig.destroy(reader);
    assertThat(rig.log).as("no gap is seen where there is none").isEmpty();
  }

  @Test
  void writeFrame_audioWithAGap_keepsItsTimes() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.audio(2, 8000, 1));
    for (long time : new long[] {0, 40, 80, 500, 540}) {
      rig.write(handle, track, Camera.data(2, new byte[320], time));
    }
    rig.destroy(handle);
    assertThat(rig.readBack(file))
        .extracting(Rig.Read::time)
        .containsExactly(0L, 40_000L, 80_000L, 500_000L, 540_000L);
    assertThat(rig.log).singleElement().asString().contains("380 ticks are missing");
  }

  @ParameterizedTest
  @EnumSource(KMp4TimeUnit.class)
  void writeFrame_timesBeyond32Bits_areKept(KMp4TimeUnit unit) {
    Camera camera = Camera.h264();
    long hour = unit == KMp4TimeUnit.MILLISECONDS ? HOUR / 1000 : HOUR;
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 1, unit);
    KMp4TrackInfo info = Rig.video(camera.codecId());
    info.timeScale = 1_000_000;
    long track = rig.track(handle, info);
    long base = 1L << 45;
    for (int i = 0; i < 10; i++) {
      rig.write(handle, track, camera.frame(i * 30, base + i * hour));
    }
    rig.destroy(handle);
    assertThat(rig.readBack(file))
        .extracting(Rig.Read::time)
        .containsExactlyElementsOf(Stream.iterate(0L, time -> time + HOUR).limit(10).toList());
  }

  @Test
  void writeFrame_pictureOfFiveMebibytes_isWrittenWhole() {
    Camera camera = Camera.h264();
    byte[] large = Arrays.copyOf(camera.picture(0), 5 << 20);
    Arrays.fill(large, camera.picture(0).length, large.length, (byte) 0x55);
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 1);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (int i = 0; i < 3; i++) {
      rig.write(handle, track, Camera.data(camera.codecId(), large, i * 33L));
    }
    rig.destroy(handle);
    assertThat(rig.readBack(file))
        .hasSize(3)
        .allSatisfy(f -> assertThat(f.bytes()).isEqualTo(Nal.fourByteCodes(large)));
  }

  @Test
  void destroy_instanceWithoutFrames_isDone() {
    long handle = rig.write(folder.resolve("none.mp4"), 0);
    rig.destroy(handle);
    handle = rig.write(folder.resolve("silent.mp4"), 1);
    rig.track(handle, Rig.video(0));
    rig.destroy(handle);
  }
}
