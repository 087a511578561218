package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V4l2DeviceTest {
  @TempDir Path folder;

  private V4l2Fixture board;

  @BeforeEach
  void putBoard() throws Exception {
    board = new V4l2Fixture(folder);
  }

  @Test
  void serviceLoader_findsIt() {
    assertThat(ServiceLoader.load(CaptureDevice.class))
        .extracting(CaptureDevice::id)
        .contains("v4l2");
  }

  @Test
  void open_nodesMoved_findsThemByWhatTheySay() throws Exception {
    V4l2Fixture moved = new V4l2Fixture(folder);
    moved.kernel.put("video0", new FakeNode("uvcvideo", 0x04000001, List.of(0x47504a4d), 1));
    moved.kernel.put("video2", new FakeNode("uvcvideo", 0x04800000, List.of()));
    moved.open().close();
    moved.assertNothingLeft();
  }

  @Test
  void open_noNodes_saysSo() {
    Path empty = folder.resolve("empty");
    assertThat(empty.toFile().mkdir()).isTrue();
    Surroundings bare =
        new Surroundings(
            "Linux", () -> new FakeKernel(empty), JavaSoundLine::open, empty, System::nanoTime);
    V4l2Device device = new V4l2Device("v4l2", V4l2Options.KNOWN, bare, List::of);
    assertThatThrownBy(() -> device.open(CaptureRequest.builder().video("h264").build()))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.DEVICE_FAILED))
        .hasMessageContaining("there is no " + empty.resolve("video*"));
  }

  @Test
  void open_noEncoder_saysWhatEachNodeIs() throws Exception {
    Path other = folder.resolve("other");
    assertThat(other.toFile().mkdir()).isTrue();
    FakeKernel kernel = new FakeKernel(other);
    kernel.put("video0", new FakeCamera());
    Surroundings board =
        new Surroundings("Linux", () -> kernel, JavaSoundLine::open, other, System::nanoTime);
    assertThatThrownBy(
            () ->
                new V4l2Device("v4l2", V4l2Options.KNOWN, board, List::of)
                    .open(CaptureRequest.builder().video("h264").build()))
        .hasMessageContaining("driver mvx")
        .hasMessageContaining(other.resolve("video0") + " is a vvcam-video (driver vvcam-video)");
    assertThat(kernel.leftOver()).isEmpty();
  }

  @Test
  void open_missingNode_namesIt() {
    assertRefused(
        board.option("camera", "/dev/none"),
        Code.DEVICE_FAILED,
        "/dev/none: open: ENOENT (no such file or directory)");
  }

  @ParameterizedTest
  @CsvSource({"13, EACCES (permission denied)", "16, EBUSY (device or resource busy)"})
  void open_nodeThatCantBeOpened_saysWhy(int errno, String expected) {
    board.option("camera", board.cameraPath).option("encoder", board.encoderPath);
    board.kernel.fail((number, call) -> number == 1 ? errno : 0);
    assertRefused(board, Code.DEVICE_FAILED, board.encoderPath + ": open: " + expected);
  }

  @Test
  void open_busyCamera_namesNodeCallAndError() {
    board.camera.busy();
    assertRefused(
        board,
        Code.DEVICE_FAILED,
        board.cameraPath + ": VIDIOC_S_FMT: EBUSY (device or resource busy)");
  }

  @Test
  void open_encoderAsCamera_saysWhatItIs() {
    assertRefused(
        board.option("camera", board.encoderPath), Code.BAD_REQUEST, "is not a camera that");
    assertRefused(
        board.option("encoder", board.cameraPath), Code.BAD_REQUEST, "is not the board's encoder");
  }

  @ParameterizedTest
  @CsvSource({
    "3842, 2160, up to 3840x2160",
    "3840, 2162, up to 3840x2160",
    "641, 360, even",
    "3840, 2160, 20 at this size",
  })
  void open_sizeBeyondTheLimits_namesThem(int width, int height, String expected) {
    CaptureRequest request = CaptureRequest.builder().video("h264").size(width, height).build();
    assertThatThrownBy(() -> board.device(() -> board.kernel, JavaSoundLine::open).open(request))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST))
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "fps, 0, 1 to 120",
    "profile, extended, high or main or baseline",
    "rate, 8010, multiple of 25",
    "buffers, 1, 2 to 32",
    "speed, 2, 'camera, encoder, fps'"
  })
  void open_badOption_saysWhatIsPossible(String name, String value, String expected) {
    assertRefused(board.option(name, value), Code.BAD_REQUEST, expected);
  }

  @Test
  void open_otherSystem_saysSo() {
    Surroundings other =
        new Surroundings(
            "Mac OS X", () -> board.kernel, JavaSoundLine::open, folder, System::nanoTime);
    assertThatThrownBy(
            () ->
                new V4l2Device("v4l2", V4l2Options.KNOWN, other, List::of)
                    .open(CaptureRequest.builder().video("h264").build()))
        .hasMessage("the v4l2 device is for Linux, this is Mac OS X");
  }

  /** With the bundle's classes loaded where JNA and sound are not to be seen. */
  @Test
  void open_withoutJnaOrSound_saysWhatIsMissing() throws Exception {
    URL[] ours = {
      V4l2Device.class.getProtectionDomain().getCodeSource().getLocation(),
    };
    try (URLClassLoader bare = new Hiding(ours)) {
      CaptureDevice device =
          ((CaptureDevice)
                  bare.loadClass(V4l2Device.class.getName()).getDeclaredConstructor().newInstance())
              .using(V4l2Fixture.CODECS);
      assertThat(device.getClass()).isNotEqualTo(V4l2Device.class);
      assertThat(device.options()).isNotEmpty();
      assertThatThrownBy(() -> device.open(CaptureRequest.builder().video("h264").build()))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.DEVICE_FAILED))
          .hasMessageContaining("JNA is not present")
          .hasMessageContaining("net.java.dev.jna:jna");
      assertThatThrownBy(() -> device.open(CaptureRequest.builder().audio("g711u").build()))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.DEVICE_FAILED))
          .hasMessageContaining("no javax.sound.sampled");
    }
  }

  /** Loads this bundle's classes itself and hides what its manifest imports optionally. */
  private static final class Hiding extends URLClassLoader {
    Hiding(URL[] ours) {
      super(ours, V4l2DeviceTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.sun.jna") || name.startsWith("javax.sound")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("io.boxwire.device.k230")) {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded != null ? loaded : findClass(name);
        }
      }
      return super.loadClass(name, resolve);
    }
  }

  private static void assertRefused(V4l2Fixture board, Code code, String expected) {
    assertThatThrownBy(board::open)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(expected);
    board.kernel.fail((number, call) -> 0);
    board.assertNothingLeft();
  }
}
