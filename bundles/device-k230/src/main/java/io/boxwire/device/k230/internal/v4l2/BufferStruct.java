package io.boxwire.device.k230.internal.v4l2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A {@code struct v4l2_buffer} with its array of {@code struct v4l2_plane}, as a 64-bit Linux lays
 * them out. Made once for a queue and filled again for each call.
 */
final class BufferStruct {
  /** {@code V4L2_BUF_FLAG_KEYFRAME}; see {@link Encoder} for what the encoder makes of it. */
  static final int KEYFRAME = 0x8;

  /** {@code V4L2_BUF_FLAG_ERROR}: the contents are damaged. */
  static final int ERROR = 0x40;

  /** {@code V4L2_BUF_FLAG_LAST}: nothing comes after it. */
  static final int LAST = 0x100000;

  private static final int TIMESTAMP_KIND = 0xe000;
  private static final int MONOTONIC = 0x2000;

  private static final int TYPE = 4;
  private static final int BYTES_USED = 8;
  private static final int FLAGS = 12;
  private static final int FIELD = 16;
  private static final int SECONDS = 24;
  private static final int MICROS = 32;
  private static final int MEMORY = 60;
  private static final int POSITION = 64; // an offset for mmap, or the address of the planes
  private static final int LENGTH = 72; // bytes, or how many planes

  private static final int PLANE_SIZE = 64;
  private static final int PLANE_LENGTH = 4;
  private static final int PLANE_POSITION = 8;
  private static final int PLANE_DATA_OFFSET = 16;

  private static final int PROGRESSIVE = 1;
  private static final int MAPPED_MEMORY = 1;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final QueueType type;
  private final int planeCount;
  private final ByteBuffer struct = VideoNode.argument(Ioctl.VIDIOC_QBUF);
  private final ByteBuffer planes;
  private final long planesAddress;

  BufferStruct(LinuxCalls calls, QueueType type, int planeCount) {
    this.type = type;
    this.planeCount = planeCount;
    this.planes = ByteBuffer.allocateDirect(planeCount * PLANE_SIZE).order(ByteOrder.nativeOrder());
    this.planesAddress = calls.address(planes);
  }

  /** Clears everything but what says which buffer of which queue is meant. */
  BufferStruct reset(int index) {
    clear(struct);
    clear(planes);
    struct.putInt(0, index).putInt(TYPE, type.number()).putInt(MEMORY, MAPPED_MEMORY);
    if (type.multiPlanar()) {
      struct.putLong(POSITION, planesAddress).putInt(LENGTH, planeCount);
    }
    return this;
  }

  private static void clear(ByteBuffer buffer) {
    for (int i = 0; i < buffer.capacity(); i += Long.BYTES) {
      buffer.putLong(i, 0);
    }
  }

  /** The memory to pass to a call. */
  ByteBuffer memory() {
    return struct;
  }

  int index() {
    return struct.getInt(0);
  }

  int flags() {
    return struct.getInt(FLAGS);
  }

  void setFlags(int flags) {
    struct.putInt(FLAGS, flags);
  }

  /** Says that the buffer holds a whole picture. */
  void setProgressive() {
    struct.putInt(FIELD, PROGRESSIVE);
  }

  /** Whether the time is that of the system's monotonic clock. */
  boolean monotonic() {
    return (flags() & TIMESTAMP_KIND) == MONOTONIC;
  }

  /** The buffer's time in microseconds. */
  long micros() {
    return struct.getLong(SECONDS) * MICROS_PER_SECOND + struct.getLong(MICROS);
  }

  void setMicros(long micros) {
    struct.putLong(SECONDS, micros / MICROS_PER_SECOND);
    struct.putLong(MICROS, micros % MICROS_PER_SECOND);
  }

  /** Where to map a plane from. */
  long mapOffset(int plane) {
    return type.multiPlanar()
        ? Integer.toUnsignedLong(planes.getInt(plane * PLANE_SIZE + PLANE_POSITION))
        : Integer.toUnsignedLong(struct.getInt(POSITION));
  }

  /** How many bytes a plane has room for. */
  int length(int plane) {
    return type.multiPlanar()
        ? planes.getInt(plane * PLANE_SIZE + PLANE_LENGTH)
        : struct.getInt(LENGTH);
  }

  void setLength(int plane, int length) {
    planes.putInt(plane * PLANE_SIZE + PLANE_LENGTH, length);
  }

  /** How many bytes of a plane are in use, those before {@link #dataOffset} included. */
  int bytesUsed(int plane) {
    return type.multiPlanar() ? planes.getInt(plane * PLANE_SIZE) : struct.getInt(BYTES_USED);
  }

  void setBytesUsed(int plane, int bytes) {
    planes.putInt(plane * PLANE_SIZE, bytes);
  }

  /** Where in a plane its data begin. */
  int dataOffset(int plane) {
    return type.multiPlanar() ? planes.getInt(plane * PLANE_SIZE + PLANE_DATA_OFFSET) : 0;
  }
}
