package io.boxwire.device.k230.internal.example;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A camera that delivers what a test gives it, at 30 frames a second, and counts what is out. */
final class FakeCamera implements CaptureDevice {
  private static final int TIMESCALE = 90_000;
  private static final long CLOCK_AT_START = 7L * TIMESCALE;

  final List<CaptureRequest> requests = new ArrayList<>();
  int framesOut;
  boolean open;
  private final Deque<byte[]> payloads = new ArrayDeque<>();
  private long delivered;

  FakeCamera delivers(int... bytes) {
    byte[] payload = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      payload[i] = (byte) bytes[i];
    }
    payloads.add(payload);
    return this;
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public String description() {
    return "a fake";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    requests.add(request);
    open = true;
    TrackFormat format =
        TrackFormat.video(request.videoCodec().orElseThrow(), TIMESCALE).size(1280, 720).build();
    return new CaptureSession() {
      @Override
      public List<TrackFormat> tracks() {
        return List.of(format);
      }

      @Override
      public Optional<Frame> read() {
        return Optional.ofNullable(payloads.poll()).map(FakeCamera.this::frame);
      }

      @Override
      public void close() throws MediaException {
        open = false;
      }
    };
  }

  private Frame frame(byte[] payload) {
    framesOut++;
    return Frame.on(1)
        .time(CLOCK_AT_START + 3000 * delivered++)
        .payload(ByteBuffer.wrap(payload))
        .transferred(
            new PayloadOwner() {
              @Override
              public void retain() {
                framesOut++;
              }

              @Override
              public void release() {
                framesOut--;
              }
            })
        .build();
  }
}
