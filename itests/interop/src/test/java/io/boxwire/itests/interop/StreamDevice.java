package io.boxwire.itests.interop;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A device of one track that delivers given frames and ends, such as a coded microphone. */
record StreamDevice(TrackFormat format, List<Frame> frames) implements CaptureDevice {
  static final String ID = "stream";

  /** Nothing is reused. */
  private static final PayloadOwner HEAP =
      new PayloadOwner() {
        @Override
        public void retain() {}

        @Override
        public void release() {}
      };

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "frames made before";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    Deque<Frame> left = new ArrayDeque<>(frames);
    return new CaptureSession() {
      @Override
      public List<TrackFormat> tracks() {
        return List.of(format);
      }

      @Override
      public Optional<Frame> read() {
        return Optional.ofNullable(left.poll())
            .map(frame -> frame.toBuilder().track(1).transferred(HEAP).build());
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }
}
