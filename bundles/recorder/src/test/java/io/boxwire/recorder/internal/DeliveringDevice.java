package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.capture.FrameReceiver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that delivers by itself: on the thread of the test, which gets its receiver. */
final class DeliveringDevice implements CaptureDevice {
  /** What the session was given, when recording has begun. */
  final CompletableFuture<FrameReceiver> receiver = new CompletableFuture<>();

  /** Payloads that were made, less those that were released. */
  final AtomicInteger held = new AtomicInteger();

  final AtomicInteger closed = new AtomicInteger();

  @Override
  public String id() {
    return "delivering";
  }

  @Override
  public String description() {
    return "delivers by itself";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  /** A picture with a payload that is to be released. */
  Frame picture(int track, int number) {
    held.incrementAndGet();
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {
            held.incrementAndGet();
          }

          @Override
          public void release() {
            held.decrementAndGet();
          }
        };
    return Frame.on(track)
        .time(number * 3000L)
        .duration(3000)
        .randomAccess(RandomAccess.SYNC)
        .payload(ByteBuffer.allocate(1))
        .transferred(owner)
        .build();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    return new CaptureSession() {
      @Override
      public List<TrackFormat> tracks() {
        return List.of(FakeDevice.VIDEO);
      }

      @Override
      public Optional<Frame> read() throws MediaException {
        throw MediaException.of(MediaException.Code.BAD_REQUEST, "it delivers, and is not read");
      }

      @Override
      public boolean deliverTo(FrameReceiver to) {
        receiver.complete(to);
        return true;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
