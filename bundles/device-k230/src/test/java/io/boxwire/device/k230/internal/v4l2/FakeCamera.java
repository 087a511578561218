package io.boxwire.device.k230.internal.v4l2;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A camera that has the next picture as soon as somebody looks for it, up to a limit. Its first
 * byte is its number.
 */
final class FakeCamera extends FakeNode {
  private static final int MICROS_PER_PICTURE = 40_000;

  private int limit = Integer.MAX_VALUE;
  private int delivered;
  private int flags = MONOTONIC;
  private boolean busy;
  private boolean spoilt;
  private int stride;

  FakeCamera() {
    super("vvcam-video", 0x04000001, List.of(PictureFormat.NV12), 1);
  }

  /** Has it stop delivering after so many pictures. */
  void stopAfter(int pictures) {
    limit = pictures;
  }

  /** Sets the flags of its buffers. */
  void flags(int bits) {
    flags = bits;
  }

  /** Has it refuse formats. */
  void busy() {
    busy = true;
  }

  /** Has it give each buffer back at once, damaged, as some drivers do when the sensor is gone. */
  void spoilt() {
    spoilt = true;
  }

  int delivered() {
    return delivered;
  }

  @Override
  int[] sizes(ByteBuffer format, int type) {
    stride = format.getInt(8);
    format.putInt(24, stride);
    return busy ? new int[0] : new int[] {stride * format.getInt(12) * 3 / 2};
  }

  @Override
  void queued(int type, int index, int bits, long micros, int used) {
    if (spoilt) {
      Queue queue = queue(1);
      queue.queued.remove(index);
      queue.done.add(new Done(index, flags | BufferStruct.ERROR, 0, queue.sizes[0]));
    }
  }

  @Override
  int events() {
    Queue queue = queue(1);
    if (queue.done.isEmpty() && !queue.queued.isEmpty() && queue.streaming && delivered < limit) {
      int index = queue.queued.remove();
      queue.planes.get(index).putInt(0, delivered);
      int used = queue.sizes[0];
      queue.done.add(
          new Done(index, flags, 1_000_000L + (long) delivered * MICROS_PER_PICTURE, used));
      delivered++;
    }
    return queue.done.isEmpty() ? 0 : 1;
  }
}
