package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The board's encoder (driver {@code mvx}): raw pictures go into one queue, coded ones come out of
 * another. Used by one thread at a time.
 *
 * <p>What is particular to its driver:
 *
 * <ul>
 *   <li>NV12 takes two planes, though its name says one.
 *   <li>There is no frame interval to set; the rate that its rate control reckons with is a control
 *       of its own, in 1/65536 of a picture a second.
 *   <li>{@code KEYFRAME} on a coded buffer means that a picture ends with it; a picture may come in
 *       several buffers. On a raw buffer it asks for an IDR picture.
 *   <li>Flags of its own mark a buffer of parameter sets. They stay on a buffer until it is queued
 *       with others, so each is queued with none.
 *   <li>A raw buffer without a byte says that nothing more comes.
 * </ul>
 *
 * <p>Coded buffers are copied once and queued again at once: there are few of them, and whoever
 * writes the pictures may keep them for seconds, in which the encoder would have none to fill.
 */
final class Encoder {
  private static final int BITRATE = 0x009909cf;
  private static final int GOP_SIZE = 0x009909cb;
  private static final int H264_PROFILE = 0x00990a6b;
  private static final int FRAME_RATE = 0x00992000;
  private static final int NALU_FORMAT = 0x00992001;
  private static final int START_CODES = 0;
  private static final int FRAME_RATE_UNIT_BITS = 16;

  private final VideoNode node;
  private final PictureFormat rawFormat;
  private final BufferQueue raw;
  private final BufferQueue coded;
  private final Deque<Integer> free = new ArrayDeque<>();
  private boolean ended;

  /** What is done with coded buffers. */
  interface Sink {
    /**
     * Takes the data of a buffer.
     *
     * @param data valid during the call
     * @param flags of the buffer
     * @param micros the time of the raw picture that it is made of
     */
    void coded(ByteBuffer data, int flags, long micros) throws MediaException;
  }

  private Encoder(VideoNode node, PictureFormat rawFormat, BufferQueue raw, BufferQueue coded) {
    this.node = node;
    this.rawFormat = rawFormat;
    this.raw = raw;
    this.coded = coded;
    for (int i = 0; i < raw.size(); i++) {
      free.add(i);
    }
  }

  /**
   * Opens the encoder.
   *
   * @param width pixels
   * @param height pixels
   * @throws MediaException {@code DEVICE_FAILED} if a call failed; {@code BAD_REQUEST} if it can't
   *     code pictures of this size
   */
  static Encoder open(
      LinuxCalls calls, String path, EncoderSettings settings, int width, int height)
      throws MediaException {
    VideoNode node = VideoNode.open(calls, path);
    try {
      PictureFormat raw =
          PictureFormat.set(node, QueueType.RAW, width, height, PictureFormat.NV12, 2);
      check(path, raw, width, height, PictureFormat.NV12);
      int fourcc = settings.codec().fourcc();
      PictureFormat coded = PictureFormat.set(node, QueueType.CODED, width, height, fourcc, 1);
      check(path, coded, width, height, fourcc);
      controls(settings).apply(node);
      return withBuffers(node, raw, coded, settings.buffers());
    } catch (MediaException e) {
      throw new Cleanup().then(node::close).finishAfter(e);
    }
  }

  private static void check(String path, PictureFormat format, int width, int height, int fourcc)
      throws MediaException {
    if (!format.is(width, height, fourcc) || format.planes().isEmpty()) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "%s: VIDIOC_S_FMT: %dx%d was asked for, the encoder makes it %s in %d planes"
              .formatted(path, width, height, format, format.planes().size()));
    }
  }

  private static Controls controls(EncoderSettings settings) {
    Controls controls =
        new Controls()
            .with("bit rate", BITRATE, settings.bitrate())
            .with("frame rate", FRAME_RATE, (long) settings.fps() << FRAME_RATE_UNIT_BITS)
            .with("pictures from sync to sync", GOP_SIZE, settings.gop())
            .with("NAL unit format", NALU_FORMAT, START_CODES);
    if (settings.codec() == VideoCodec.H264) {
      controls.with("profile", H264_PROFILE, settings.profile().number());
    }
    return controls;
  }

  private static Encoder withBuffers(
      VideoNode node, PictureFormat rawFormat, PictureFormat codedFormat, int buffers)
      throws MediaException {
    BufferQueue raw = BufferQueue.create(node, QueueType.RAW, rawFormat.planes().size(), buffers);
    try {
      int[] needed = RawPicture.planeBytes(rawFormat);
      for (int plane = 0; plane < needed.length; plane++) {
        int room = raw.memory(0, plane).capacity();
        if (room < needed[plane]) {
          throw MediaException.of(
              Code.DEVICE_FAILED,
              "%s: VIDIOC_QUERYBUF: plane %d has room for %d bytes, a picture needs %d"
                  .formatted(node.path(), plane, room, needed[plane]));
        }
      }
      BufferQueue coded =
          BufferQueue.create(node, QueueType.CODED, codedFormat.planes().size(), buffers);
      return new Encoder(node, rawFormat, raw, coded);
    } catch (MediaException e) {
      throw new Cleanup().then(raw::close).finishAfter(e);
    }
  }

  /** Its node. */
  VideoNode node() {
    return node;
  }

  /** Starts it. */
  void start() throws MediaException {
    for (int i = 0; i < coded.size(); i++) {
      coded.queueEmpty(i);
    }
    coded.start();
    raw.start();
  }

  /** How a picture is to be coded. */
  enum Wish {
    /** As the encoder thinks best. */
    ANY,
    /** As an IDR picture. */
    SYNC
  }

  /**
   * Copies a raw picture into the encoder, if it has room for one.
   *
   * @param picture the picture in one plane
   * @param format of what it is
   * @param micros its time, which comes out again with what is made of it
   * @return false if all its buffers are in use
   */
  boolean offer(ByteBuffer picture, PictureFormat format, long micros, Wish wish)
      throws MediaException {
    reclaim();
    Integer index = free.poll();
    if (index == null) {
      return false;
    }
    List<ByteBuffer> planes = new ArrayList<>();
    for (int i = 0; i < rawFormat.planes().size(); i++) {
      planes.add(raw.memory(index, i));
    }
    RawPicture.copy(picture, format, planes, rawFormat);
    int flags = wish == Wish.SYNC ? BufferStruct.KEYFRAME : 0;
    raw.queueFilled(index, micros, flags, RawPicture.planeBytes(rawFormat));
    return true;
  }

  private void reclaim() throws MediaException {
    while (raw.dequeue() == BufferQueue.Found.BUFFER) {
      free.add(raw.dequeued().index());
    }
  }

  /**
   * Hands on what is coded, without waiting.
   *
   * @return how many buffers that were
   */
  int collect(Sink sink) throws MediaException {
    int count = 0;
    while (!ended) {
      BufferQueue.Found found = coded.dequeue();
      if (found == BufferQueue.Found.NOTHING) {
        break;
      }
      count++;
      if (found == BufferQueue.Found.END) {
        ended = true;
        break;
      }
      BufferStruct buffer = coded.dequeued();
      int flags = buffer.flags();
      sink.coded(coded.data(0), flags, buffer.micros());
      ended = (flags & BufferStruct.LAST) != 0;
      if (!ended) {
        coded.queueEmpty(buffer.index());
      }
    }
    return count;
  }

  /**
   * Says that nothing more comes, if it has room for that.
   *
   * @return false if all its buffers are in use
   */
  boolean finish(long micros) throws MediaException {
    reclaim();
    Integer index = free.poll();
    if (index == null) {
      return false;
    }
    raw.queueFilled(index, micros, 0, new int[rawFormat.planes().size()]);
    return true;
  }

  /** Whether the last coded buffer has come out. */
  boolean ended() {
    return ended;
  }

  /** Lets go of it. Does nothing the second time. */
  void close() throws MediaException {
    new Cleanup().then(raw::close).then(coded::close).then(node::close).finish();
  }
}
