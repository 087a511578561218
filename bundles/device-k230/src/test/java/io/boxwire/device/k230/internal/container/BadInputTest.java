package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.itests.fixtures.SmallDisk;
import io.boxwire.itests.fixtures.SmallDiskMuxers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can't be done is refused by name and leaves nothing behind; what fails on the way leaves a
 * file that plays.
 */
@Timeout(60)
class BadInputTest {
  private final TimedCamera camera = TimedCamera.at(25, K230Fixture.builtin());
  private final K230Fixture k230 = new K230Fixture().defaultDevice(camera);
  private final Mp4Container container = k230.container();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 3, -1, Integer.MAX_VALUE})
  void create_typeIsNeither_throwsInsteadOfDoingNothing(int type) {
    Mp4CfgStr cfg = new Mp4CfgStr(type);
    assertFails(
        () -> container.create(cfg),
        Code.BAD_REQUEST,
        "type is MP4_CONFIG_TYPE_MUXER (1) or MP4_CONFIG_TYPE_DEMUXER (2), not " + type);
  }

  @Test
  void create_structsWithNull_nameTheField() throws Exception {
    assertNotCreated(cfg -> cfg.muxerCfg = null, Code.BAD_REQUEST, "muxerCfg is null");
    Path file = folder.resolve("played.mp4");
    assertNotPlayed(file, cfg -> cfg.demuxerCfg = null, "demuxerCfg is null");
    assertNotPlayed(file, cfg -> cfg.demuxerCfg.listener = null, "listener is null");
    assertNotPlayed(file, cfg -> cfg.demuxerCfg.pacing = null, "pacing is null");
    assertNotPlayed(file, cfg -> cfg.demuxerCfg.timeUnit = null, "timeUnit is null");
  }

  private void assertNotPlayed(Path file, Consumer<Mp4CfgStr> fault, String message) {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> {});
    fault.accept(cfg);
    assertFails(() -> container.create(cfg), Code.BAD_REQUEST, message);
  }

  @Test
  void create_codecOfTheOtherKind_throwsInsteadOfFailingLater() throws Exception {
    assertNotCreated(
        cfg -> cfg.muxerCfg.audioPayloadType = 5, Code.BAD_REQUEST, "audioPayloadType", "not 5");
    assertNotCreated(
        cfg -> cfg.muxerCfg.videoPayloadType = MP4_CODEC_ID_G711A,
        Code.BAD_REQUEST,
        "videoPayloadType",
        "not 2");
  }

  @Test
  void create_unknownDevice_namesItAndThosePresent() throws Exception {
    assertNotCreated(
        cfg -> cfg.setDevice("rear", Map.of()), Code.BAD_REQUEST, "rear", "builtin", "timed");
  }

  @Test
  void create_unknownOption_isRefusedByTheDevice() throws Exception {
    assertNotCreated(
        cfg -> cfg.setDevice("builtin", Map.of("zoom", "2")), Code.BAD_REQUEST, "zoom", "builtin");
  }

  @Test
  void create_sizeTheDeviceLacks_namesIt() throws Exception {
    assertNotCreated(
        cfg -> {
          cfg.setDevice("builtin", Map.of());
          cfg.muxerCfg.picWidth = 4096;
          cfg.muxerCfg.picHeight = 2160;
        },
        Code.BAD_REQUEST,
        "4096x2160");
  }

  @Test
  void create_deviceBusy_saysWhichAndWhy() throws Exception {
    camera.busy("/dev/video1: open: errno 16 (EBUSY)");
    assertNotCreated(cfg -> {}, Code.DEVICE_FAILED, "timed", "/dev/video1: open: errno 16 (EBUSY)");
  }

  @Test
  void create_folderMissing_namesThePathAndLetsGoOfTheDevice() throws Exception {
    Path file = folder.resolve("none/a.mp4");
    assertNotCreated(cfg -> cfg.muxerCfg.fileName = file.toString(), Code.IO, file.toString());
  }

  @Test
  void create_pathIsAFolder_namesIt() throws Exception {
    assertFails(() -> container.create(config(folder)), Code.IO, folder.toString());
    assertThat(camera.open).hasValue(0);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void create_fileExists_leavesItAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("a.mp4"), "precious");
    assertFails(() -> container.create(config(file)), Code.IO, file.toString());

    assertThat(camera.open).hasValue(0);
    assertThat(file).hasContent("precious");
  }

  /** After a failure the same container records as if nothing had been. */
  @Test
  void create_afterAFailedOne_works() throws Exception {
    create_fileExists_leavesItAsItIs();
    Path file = folder.resolve("b.mp4");
    container.create(config(file));
    container.start();
    K230Fixture.process(container, 5);
    container.stop();
    container.destroy();

    assertThat(Recorded.of(file).video()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void process_deviceGone_namesItAndLeavesAFileThatPlays(int fmp4) throws Exception {
    camera.failingAt(40);
    Path file = folder.resolve("a.mp4");
    Mp4CfgStr cfg = config(file);
    cfg.muxerCfg.fmp4Flag = fmp4;
    container.create(cfg);
    container.start();
    K230Fixture.process(container, 40);

    String[] words = {"timed", file.toString(), "read: errno 19 (ENODEV)"};
    assertFails(container::process, Code.DEVICE_FAILED, words);
    assertThat(Recorded.of(file).video()).hasSize(40);
    assertFails(container::process, Code.DEVICE_FAILED, words);
    assertFails(container::stop, Code.DEVICE_FAILED, words);
    container.destroy();

    assertThat(Recorded.of(file).video()).hasSize(40);
    assertThat(container.statistics().videoFrames()).isEqualTo(40);
    assertReleased();
  }

  /** The failure is thrown once by try-with-resources, not hidden by a second one. */
  @Test
  void close_afterProcessFailed_isSilent() throws Exception {
    camera.failingAt(3);
    assertThatThrownBy(
            () -> {
              try (Mp4Container closed = k230.container()) {
                closed.create(config(folder.resolve("a.mp4")));
                closed.start();
                K230Fixture.process(closed, 4);
              }
            })
        .isInstanceOf(MediaException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void destroy_failureNobodyWasToldOf_throwsIt() throws Exception {
    camera.failingAt(3);
    container.create(config(folder.resolve("a.mp4")));
    container.start();
    K230Fixture.process(container, 3);
    // A device that is told to stop before it has failed is a device that was stopped.
    assertThat(camera.letGo.await(10, TimeUnit.SECONDS)).isTrue();

    assertFails(container::destroy, Code.DEVICE_FAILED, "timed", "ENODEV");
    container.destroy();
    assertReleased();
  }

  @Test
  void process_deviceEnds_returnsFalseAndTheFileIsWhole() throws Exception {
    camera.endingAt(30);
    Path file = folder.resolve("a.mp4");
    container.create(config(file));
    container.start();
    K230Fixture.process(container, 30);

    assertThat(container.process()).isFalse();
    assertThat(container.process()).isFalse();
    container.stop();
    container.destroy();

    assertThat(Recorded.of(file).video()).hasSize(30);
    assertReleased();
  }

  /** The board goes on, and tells nobody. Frames are given back exactly once all the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void process_diskFull_throwsAndLeavesAFileThatPlays(int fmp4) throws Exception {
    Path file = folder.resolve("a.mp4");
    Mp4CfgStr cfg = config(file);
    cfg.muxerCfg.fmp4Flag = fmp4;
    k230.muxers(new SmallDiskMuxers(k230.muxers(), 300_000));
    container.create(cfg);
    container.start();

    assertFails(
        () -> K230Fixture.process(container, 100_000),
        Code.IO,
        "timed",
        file.toString(),
        SmallDisk.FULL);
    assertFails(container::stop, Code.IO, file.toString());
    container.destroy();

    assertThat(Recorded.of(file).video().size()).isGreaterThan(20);
    assertReleased();
  }

  @Test
  void process_diskFullFromTheBeginning_throws() throws Exception {
    k230.muxers(new SmallDiskMuxers(k230.muxers(), 10));
    container.create(config(folder.resolve("a.mp4")));
    container.start();

    assertFails(() -> K230Fixture.process(container, 1000), Code.IO, "a.mp4", SmallDisk.FULL);
    container.destroy();
    assertReleased();
  }

  private void assertNotCreated(Consumer<Mp4CfgStr> fault, Code code, String... words)
      throws Exception {
    Mp4CfgStr cfg = config(folder.resolve("a.mp4"));
    fault.accept(cfg);

    assertFails(() -> container.create(cfg), code, words);

    assertThat(camera.open).hasValue(0);
    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(container::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call create first");
  }

  private void assertReleased() {
    assertThat(camera.open).hasValue(0);
    assertThat(camera.released).hasValue(camera.delivered.get());
  }

  private static void assertFails(ThrowingCallable call, Code code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  private static Mp4CfgStr config(Path file) {
    return K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U);
  }
}
