package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A board with a camera and an encoder. */
final class V4l2Fixture {
  static final List<CodecPlugin> CODECS =
      ServiceLoader.load(CodecPlugin.class).stream().map(ServiceLoader.Provider::get).toList();

  final FakeKernel kernel;
  final FakeCamera camera = new FakeCamera();
  final FakeEncoder encoder = new FakeEncoder();
  final String cameraPath;
  final String encoderPath;
  private final Path folder;
  private final Map<String, String> options = new HashMap<>(Map.of("stall", "0.2"));

  V4l2Fixture(Path folder) throws Exception {
    this.folder = folder;
    this.kernel = new FakeKernel(folder);
    this.cameraPath = kernel.put("video1", camera);
    this.encoderPath = kernel.put("video7", encoder);
  }

  V4l2Fixture option(String name, String value) {
    options.put(name, value);
    return this;
  }

  V4l2Device device(Surroundings.Calls calls, PcmLine.Opener lines) {
    return new V4l2Device(
        "v4l2",
        V4l2Options.KNOWN,
        new Surroundings("Linux", calls, lines, folder, System::nanoTime),
        () -> CODECS);
  }

  CaptureRequest request(String codec) {
    return CaptureRequest.builder().video(codec).size(64, 32).options(options).build();
  }

  CaptureSession open() throws MediaException {
    return open("h264");
  }

  CaptureSession open(String codec) throws MediaException {
    PcmLine.Opener none =
        (device, rate, channels) -> {
          throw new AssertionError("no sound was asked for");
        };
    return device(() -> kernel, none).open(request(codec));
  }

  /** Reads frames and copies each, so that it can be released at once. */
  static List<Frame> read(CaptureSession session, int count) throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Frame frame = session.read().orElseThrow();
      ByteBuffer copy = ByteBuffer.allocate(frame.size());
      copy.put(frame.payload()).flip();
      frames.add(
          Frame.on(frame.track())
              .times(frame.decodeTime(), frame.compositionTime())
              .randomAccess(frame.randomAccess())
              .payload(copy)
              .build());
      frame.release();
    }
    return frames;
  }

  static byte[] bytes(Frame frame) {
    byte[] bytes = new byte[frame.size()];
    frame.payload().get(bytes);
    return bytes;
  }

  /** Nothing is open, mapped or running, and no thread of the device is left. */
  void assertNothingLeft() {
    assertThat(kernel.leftOver()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("boxwire-v4l2"));
  }
}
