package io.boxwire.itests.template;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One block of silence after another. */
final class SilenceSession implements CaptureSession {
  private static final int RATE = 8_000;
  private static final int BLOCK = 320;
  private static final byte SILENCE = (byte) 0xFF;

  /** Each block lies in memory of its own, which nobody waits to get back. */
  private enum Unshared implements PayloadOwner {
    OWNER;

    @Override
    public void retain() {}

    @Override
    public void release() {}
  }

  private final TrackFormat sound = TrackFormat.audio("g711u", RATE, 1).build();
  private final long end;
  private long time;
  private volatile boolean closed;

  SilenceSession(int seconds) {
    this.end = (long) seconds * RATE;
  }

  @Override
  public List<TrackFormat> tracks() {
    return List.of(sound);
  }

  @Override
  public Optional<Frame> read() throws MediaException {
    if (closed) {
      throw MediaException.of(MediaException.Code.CLOSED, "the device is closed");
    }
    if (time >= end) {
      return Optional.empty();
    }
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, SILENCE);
    Frame frame =
        Frame.on(1)
            .time(time)
            .duration(BLOCK)
            .randomAccess(RandomAccess.SYNC)
            .payload(ByteBuffer.wrap(block))
            .transferred(Unshared.OWNER)
            .build();
    time += BLOCK;
    return Optional.of(frame);
  }

  @Override
  public boolean waits() {
    return true; // nothing is lost while nobody reads
  }

  @Override
  public void close() {
    closed = true;
  }
}
