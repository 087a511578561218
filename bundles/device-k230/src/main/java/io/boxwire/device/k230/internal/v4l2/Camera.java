package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * A camera that delivers raw NV12 pictures in one plane. Used by one thread at a time.
 *
 * <p><b>Times.</b> A driver marks the times of its buffers with the clock they are of. Those of the
 * monotonic clock, which is that of {@link System#nanoTime()} on Linux, are taken as they are.
 * Where a driver says nothing or another clock, the moment at which the picture was taken from the
 * driver stands for it: later by the time the sensor's picture takes to arrive, but on the clock
 * that the sound is on as well.
 */
final class Camera {
  private static final int NANOS_PER_MICRO = 1000;
  private static final int USUAL_WIDTH = 1280;
  private static final int USUAL_HEIGHT = 720;

  private final VideoNode node;
  private final PictureFormat format;
  private final BufferQueue queue;
  private final LongSupplier nanoTime;
  private long micros;
  private long last = Long.MIN_VALUE;

  private Camera(VideoNode node, PictureFormat format, BufferQueue queue, LongSupplier nanoTime) {
    this.node = node;
    this.format = format;
    this.queue = queue;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens a camera.
   *
   * @param width pixels, 0 for the size that the camera is set to
   * @param height pixels, 0 likewise
   * @param buffers how many buffers to ask for
   * @param nanoTime the monotonic clock
   * @throws MediaException {@code DEVICE_FAILED} if a call failed; {@code BAD_REQUEST} if it has no
   *     such size
   */
  static Camera open(
      LinuxCalls calls, String path, int width, int height, int buffers, LongSupplier nanoTime)
      throws MediaException {
    VideoNode node = VideoNode.open(calls, path);
    try {
      PictureFormat format = width == 0 ? ownFormat(node) : format(node, width, height);
      BufferQueue queue = BufferQueue.create(node, QueueType.CAMERA, 1, buffers);
      return new Camera(node, format, queue, nanoTime);
    } catch (MediaException e) {
      throw new Cleanup().then(node::close).finishAfter(e);
    }
  }

  private static PictureFormat format(VideoNode node, int width, int height) throws MediaException {
    PictureFormat format = set(node, width, height);
    if (!format.is(width, height, PictureFormat.NV12)) {
      throw refused(node, width + "x" + height + " NV12", format);
    }
    return format;
  }

  /** The size it is set to, or the one nearest to the usual if it is set to none. */
  private static PictureFormat ownFormat(VideoNode node) throws MediaException {
    PictureFormat now = PictureFormat.get(node, QueueType.CAMERA);
    PictureFormat format =
        now.width() == 0 || now.height() == 0
            ? set(node, USUAL_WIDTH, USUAL_HEIGHT)
            : set(node, now.width(), now.height());
    if (format.fourcc() != PictureFormat.NV12) {
      throw refused(node, "NV12", format);
    }
    PictureLimits.checkSize(format.width(), format.height());
    return format;
  }

  private static PictureFormat set(VideoNode node, int width, int height) throws MediaException {
    return PictureFormat.set(node, QueueType.CAMERA, width, height, PictureFormat.NV12, 1);
  }

  private static MediaException refused(VideoNode node, String asked, PictureFormat made) {
    return MediaException.of(
        Code.BAD_REQUEST,
        "%s: VIDIOC_S_FMT: %s was asked for, the camera makes it %s"
            .formatted(node.path(), asked, made));
  }

  /** Its node. */
  VideoNode node() {
    return node;
  }

  /** What its pictures are like. */
  PictureFormat format() {
    return format;
  }

  /** Starts it. */
  void start() throws MediaException {
    for (int i = 0; i < queue.size(); i++) {
      queue.queueEmpty(i);
    }
    queue.start();
  }

  /** What {@link #take} found. */
  enum Found {
    /** A picture, to be given back. */
    PICTURE,
    /** A damaged picture, or one whose time does not come after the one before; given back. */
    DAMAGED,
    /** Nothing yet. */
    NOTHING
  }

  /** Takes a picture, without waiting. */
  Found take() throws MediaException {
    if (queue.dequeue() != BufferQueue.Found.BUFFER) {
      return Found.NOTHING;
    }
    BufferStruct buffer = queue.dequeued();
    micros = buffer.monotonic() ? buffer.micros() : nanoTime.getAsLong() / NANOS_PER_MICRO;
    boolean whole = queue.data(0).remaining() >= RawPicture.bytes(format);
    if ((buffer.flags() & BufferStruct.ERROR) != 0 || !whole || micros <= last) {
      giveBack();
      return Found.DAMAGED;
    }
    last = micros;
    return Found.PICTURE;
  }

  /** The picture taken last, until it is given back. */
  ByteBuffer picture() {
    return queue.data(0);
  }

  /** When the picture taken last was captured, in microseconds of the monotonic clock. */
  long micros() {
    return micros;
  }

  /** Gives the picture taken last back to the driver. */
  void giveBack() throws MediaException {
    queue.queueEmpty(queue.dequeued().index());
  }

  /** Lets go of it. Does nothing the second time. */
  void close() throws MediaException {
    new Cleanup().then(queue::close).then(node::close).finish();
  }
}
