package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that were damaged: the firmware's asserts end the process, these calls give a code. */
class HostileInputTest {
  private static final int FRAMES = 2_000;
  private static final int FILES = 300;
  private static final int MOST_CALLS = 2_000;

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final KdMp4 kd = rig.kd;
  private final Random random = new Random(230);

  @ParameterizedTest
  @ValueSource(ints = {KdMp4.K_MP4_CODEC_ID_H264, KdMp4.K_MP4_CODEC_ID_H265})
  void writeFrame_damagedFrames_areTakenOrRefusedAndTheFileIsWhole(int codecId) {
    Camera camera = codecId == KdMp4.K_MP4_CODEC_ID_H264 ? Camera.h264() : Camera.h265();
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(codecId));
    rig.write(handle, track, camera.frame(0, 0));
    int taken = 1;
    for (int i = 1; i <= FRAMES; i++) {
      byte[] damaged = damaged(camera.picture(i));
      int code = kd.writeFrame(handle, track, Camera.data(codecId, damaged, i * 33L));
      assertThat(code)
          .as(kd.errorMessage(handle))
          .isIn(KdMp4.K_MP4_OK, KdMp4.K_MP4_ERR_FRAME, KdMp4.K_MP4_ERR_CONFIGURATION_CHANGED);
      taken += code == KdMp4.K_MP4_OK ? 1 : 0;
    }
    rig.destroy(handle);
    // Those without a picture went in front of the next.
    assertThat(rig.readBack(file)).hasSizeBetween(FRAMES / 2, taken);
  }

  @Test
  void getFrame_damagedFiles_giveFramesOrCodesAndAnEnd() throws Exception {
    byte[] whole = Files.readAllBytes(recording());
    int opened = 0;
    for (int i = 0; i < FILES; i++) {
      Path file = Files.write(folder.resolve("damaged.mp4"), damaged(whole));
      KU64Ptr handle = new KU64Ptr();
      int code = kd.create(handle, Rig.demuxer(file));
      if (code == KdMp4.K_MP4_OK) {
        opened++;
        readAll(handle.value);
      } else {
        assertThat(code).isIn(KdMp4.K_MP4_ERR_MALFORMED, KdMp4.K_MP4_ERR_UNSUPPORTED);
      }
    }
    assertThat(opened).as("most of them can be opened").isGreaterThan(FILES / 2);
  }

  private void readAll(long handle) {
    KMp4FileInfo info = rig.info(handle);
    for (int i = 0; i < info.trackNum; i++) {
      rig.done(kd.getTrackByIndex(handle, i, new KMp4TrackInfo()), handle);
    }
    KMp4FrameData data = new KMp4FrameData();
    for (int calls = 0; data.eof == 0; calls++) {
      assertThat(kd.getFrame(handle, data)).isNotEqualTo(KdMp4.K_MP4_ERR_INTERNAL);
      assertThat(calls).as("there is an end").isLessThan(MOST_CALLS);
    }
    rig.destroy(handle);
  }

  private Path recording() {
    Path file = folder.resolve("recording.mp4");
    Camera camera = Camera.h264();
    long handle = rig.write(file, 0);
    long video = rig.track(handle, Rig.video(camera.codecId()));
    long audio = rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 1));
    for (int i = 0; i < 30; i++) {
      // Small pictures, so that most damage hits the headers.
      byte[] picture = camera.picture(i);
      byte[] small = Arrays.copyOf(picture, Math.min(picture.length, 200));
      rig.write(handle, video, Camera.data(camera.codecId(), small, i * 40L));
      rig.write(handle, audio, Camera.data(KdMp4.K_MP4_CODEC_ID_G711A, new byte[32], i * 40L));
    }
    rig.destroy(handle);
    return file;
  }

  /** Some bytes changed near the beginning or anywhere, and sometimes the end cut off. */
  private byte[] damaged(byte[] bytes) {
    int length = random.nextInt(8) == 0 ? 1 + random.nextInt(bytes.length) : bytes.length;
    byte[] copy = Arrays.copyOf(bytes, length);
    for (int i = random.nextInt(8); i > 0; i--) {
      int range = random.nextBoolean() ? Math.min(40, length) : length;
      copy[random.nextInt(range)] = (byte) random.nextInt();
    }
    return copy;
  }
}
