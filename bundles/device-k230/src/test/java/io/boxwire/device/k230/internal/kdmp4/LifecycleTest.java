package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.module.OpenObjects;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What handles stand for, from creation to destruction. */
class LifecycleTest {
  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final KdMp4 kd = rig.kd;
  private final Camera camera = Camera.h264();

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void destroy_writtenFile_finishesItAndEndsTheHandle(int fmp4Flag) {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, fmp4Flag);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (int i = 0; i < 30; i++) {
      rig.write(handle, track, camera.frame(i, i * 33L));
    }
    rig.destroy(handle);

    assertThat(kd.destroy(handle)).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
    assertThat(kd.writeFrame(handle, track, camera.frame(30, 990)))
        .isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
    assertThat(kd.destroyTracks(handle)).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
    assertThat(kd.createTrack(handle, new KU64Ptr(), Rig.video(0)))
        .isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
    assertThat(rig.readBack(file)).hasSize(30);
  }

  @Test
  void destroy_fileThatFails_endsTheHandleAllTheSame() {
    FullDisk.after(20_000, rig.parts);
    long handle = rig.write(folder.resolve("full.mp4"), 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    int code = KdMp4.K_MP4_OK;
    for (int i = 0; i < 90 && code == KdMp4.K_MP4_OK; i++) {
      code = kd.writeFrame(handle, track, camera.frame(i, i * 33L));
    }
    assertThat(code).isEqualTo(KdMp4.K_MP4_ERR_IO);
    assertThat(kd.errorMessage(handle)).contains(FullDisk.MESSAGE);
    assertThat(kd.writeFrame(handle, track, camera.frame(0, 9_000))).isEqualTo(KdMp4.K_MP4_ERR_IO);
    assertThat(kd.destroy(handle)).isEqualTo(KdMp4.K_MP4_ERR_IO);
    assertThat(kd.errorMessage(handle)).contains(FullDisk.MESSAGE);
    assertThat(kd.destroy(handle)).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
  }

  @Test
  void destroyTracks_endsTheirHandlesAndKeepsWhatWasWritten() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 1);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    rig.write(handle, track, camera.frame(0, 0));
    rig.done(kd.destroyTracks(handle), handle);

    assertThat(kd.writeFrame(handle, track, camera.frame(1, 33))).isEqualTo(KdMp4.K_MP4_ERR_TRACK);
    assertThat(kd.createTrack(handle, new KU64Ptr(), Rig.video(0)))
        .isEqualTo(KdMp4.K_MP4_ERR_STATE);
    rig.done(kd.destroyTracks(handle), handle);
    rig.destroy(handle);
    assertThat(rig.readBack(file)).hasSize(1);
  }

  @Test
  void create_manyInstancesAndTracks_haveHandlesOfTheirOwn() throws IOException {
    Set<Long> handles = new HashSet<>();
    List<Long> instances = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long handle = rig.write(folder.resolve(i + ".mp4"), i % 2);
      instances.add(handle);
      handles.add(handle);
      long track = rig.track(handle, Rig.video(camera.codecId()));
      handles.add(track);
      rig.write(handle, track, camera.frame(0, 0));
    }
    assertThat(handles).hasSize(40);
    instances.forEach(rig::destroy);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(20).allSatisfy(f -> assertThat(rig.readBack(f)).hasSize(1));
    }
  }

  @Test
  void create_fortyTracks_areAllWritten() {
    Path file = folder.resolve("many.mp4");
    long handle = rig.write(file, 0);
    List<Long> tracks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tracks.add(rig.track(handle, Rig.audio(2 + i % 2, 8000, 1)));
    }
    for (int block = 0; block < 5; block++) {
      for (int i = 0; i < 40; i++) {
        byte[] bytes = new byte[320];
        bytes[0] = (byte) i;
        rig.write(handle, tracks.get(i), Camera.data(2 + i % 2, bytes, block * 40L));
      }
    }
    rig.destroy(handle);

    long reader = rig.create(Rig.demuxer(file));
    assertThat(rig.info(reader).trackNum).isEqualTo(40);
    for (int i = 0; i < 40; i++) {
      assertThat(rig.track(reader, i).audioInfo.codecId).isEqualTo(2 + i % 2);
    }
    List<Rig.Read> frames = rig.frames(reader);
    assertThat(frames).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(frames.get(i).time()).isEqualTo(i / 40 * 40L);
      assertThat(frames.get(i).bytes()[0]).isEqualTo((byte) (i % 40));
    }
    rig.destroy(reader);
  }

  @Test
  void calls_ofTheOtherType_areRefused() {
    Path file = folder.resolve("a.mp4");
    long writer = rig.write(file, 0);
    long track = rig.track(writer, Rig.video(camera.codecId()));
    KMp4FrameData data = new KMp4FrameData();
    data.timeStamp = 77;
    assertThat(kd.getFrame(writer, data)).isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(data.timeStamp).isEqualTo(77);
    assertThat(kd.getFileInfo(writer, new KMp4FileInfo())).isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(kd.getTrackByIndex(writer, 0, Rig.video(0))).isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(kd.errorMessage(writer)).contains("writes a file");
    rig.write(writer, track, camera.frame(0, 0));
    rig.destroy(writer);

    long reader = rig.create(Rig.demuxer(file));
    assertThat(kd.writeFrame(reader, track, camera.frame(0, 0))).isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(kd.createTrack(reader, new KU64Ptr(), Rig.video(0)))
        .isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(kd.destroyTracks(reader)).isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(kd.errorMessage(reader)).contains("reads a file");
    assertThat(rig.frames(reader)).as("goes on as before").hasSize(1);
    rig.destroy(reader);
  }

  @Test
  void writeFrame_trackOfAnotherInstance_isRefused() {
    long one = rig.write(folder.resolve("1.mp4"), 0);
    long other = rig.write(folder.resolve("2.mp4"), 0);
    long track = rig.track(other, Rig.video(camera.codecId()));
    assertThat(kd.writeFrame(one, track, camera.frame(0, 0))).isEqualTo(KdMp4.K_MP4_ERR_TRACK);
    assertThat(kd.writeFrame(one, one, camera.frame(0, 0))).isEqualTo(KdMp4.K_MP4_ERR_TRACK);
    assertThat(kd.writeFrame(track, track, camera.frame(0, 0))).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
    assertThat(kd.errorMessage(other)).as("not its failure").isEmpty();
    rig.destroy(one);
    rig.destroy(other);
  }

  @Test
  void handles_ofAnotherSetOfCalls_areRefused() {
    Rig another = new Rig();
    long handle = another.write(folder.resolve("1.mp4"), 0);
    assertThat(kd.destroy(handle)).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
    another.destroy(handle);
  }

  @Test
  void createTrack_afterTheFirstFrame_isRefused() {
    long handle = rig.write(folder.resolve("1.mp4"), 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    rig.write(handle, track, camera.frame(0, 0));
    KU64Ptr late = new KU64Ptr();
    late.value = 5;
    assertThat(kd.createTrack(handle, late, Rig.video(0))).isEqualTo(KdMp4.K_MP4_ERR_STATE);
    assertThat(late.value).isZero();
    rig.destroy(handle);
  }

  @Test
  void create_moduleAlreadyGone_leavesNoFileBehind() {
    OpenObjects gone = new OpenObjects();
    gone.closeAll();
    KdMp4 late = new DefaultKdMp4(rig.parts, gone, () -> 1, rig.log::add);
    Path file = folder.resolve("late.mp4");
    KU64Ptr handle = new KU64Ptr();
    assertThat(late.create(handle, Rig.muxer(file, 0))).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(handle.value).isZero();
    assertThat(file).doesNotExist();
    assertThat(late.destroy(1)).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
  }

  @Test
  void create_destroyAndFailures_leaveNoFileOpen() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "only Linux tells which files are open");
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    rig.write(handle, rig.track(handle, Rig.video(camera.codecId())), camera.frame(0, 0));
    assertThat(openIn(folder, descriptors)).as("this sees open files").isEqualTo(1);
    rig.destroy(handle);
    rig.destroy(rig.create(Rig.demuxer(file)));
    Path text = Files.writeString(folder.resolve("text.mp4"), "not a movie");
    assertThat(kd.create(new KU64Ptr(), Rig.demuxer(text))).isNotZero();
    assertThat(kd.create(new KU64Ptr(), Rig.muxer(file, 0))).isNotZero();
    rig.open.closeAll();
    assertThat(kd.create(new KU64Ptr(), Rig.demuxer(file))).isNotZero();
    assertThat(kd.create(new KU64Ptr(), Rig.muxer(folder.resolve("b.mp4"), 0))).isNotZero();
    assertThat(openIn(folder, descriptors)).isZero();
  }

  private static int openIn(Path folder, Path descriptors) throws IOException {
    int count = 0;
    for (File descriptor : descriptors.toFile().listFiles()) {
      try {
        count +=
            Files.readSymbolicLink(descriptor.toPath()).startsWith(folder.toRealPath()) ? 1 : 0;
      } catch (NoSuchFileException closedMeanwhile) {
        continue;
      }
    }
    return count;
  }

  @Test
  void errorMessage_isKeptForEachInstanceAndTheLastDestroyed() {
    long one = rig.write(folder.resolve("1.mp4"), 0);
    long two = rig.write(folder.resolve("2.mp4"), 0);
    assertThat(kd.errorMessage(one)).isEmpty();
    kd.writeFrame(one, 99, camera.frame(0, 0));
    kd.writeFrame(1234, 99, camera.frame(0, 0));
    assertThat(kd.errorMessage(one)).contains("99");
    assertThat(kd.errorMessage(two)).isEmpty();
    assertThat(kd.errorMessage(0)).contains("1234");
    rig.destroy(one);
    assertThat(kd.errorMessage(one)).contains("99");
    kd.destroy(one);
    assertThat(kd.errorMessage(one)).contains("no instance has the handle");
    rig.destroy(two);
    assertThat(kd.errorMessage(two)).isEmpty();
  }
}
