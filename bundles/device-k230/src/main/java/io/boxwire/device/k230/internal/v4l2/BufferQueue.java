package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The mapped buffers of a node's queue. Used by one thread at a time. */
final class BufferQueue {
  private static final int COUNT = 0;
  private static final int TYPE = 4;
  private static final int MEMORY = 8;
  private static final int MAPPED_MEMORY = 1;

  private final VideoNode node;
  private final QueueType type;
  private final int planes;
  private final BufferStruct struct;
  private final List<Mapping> mappings = new ArrayList<>();
  private int size;
  private boolean streaming;
  private boolean closed;

  /** A plane in memory. */
  private record Mapping(long address, ByteBuffer bytes) {}

  private BufferQueue(VideoNode node, QueueType type, int planes) {
    this.node = node;
    this.type = type;
    this.planes = planes;
    this.struct = new BufferStruct(node.calls(), type, planes);
  }

  /**
   * Has the driver make buffers and maps them.
   *
   * @param planes how many planes the queue's format has
   * @param count how many buffers to ask for; the driver may make more or fewer
   */
  static BufferQueue create(VideoNode node, QueueType type, int planes, int count)
      throws MediaException {
    BufferQueue queue = new BufferQueue(node, type, planes);
    try {
      queue.size = queue.request(count);
      if (queue.size == 0) {
        throw MediaException.of(
            Code.DEVICE_FAILED, node.path() + ": VIDIOC_REQBUFS: the driver made no buffers");
      }
      for (int i = 0; i < queue.size; i++) {
        queue.map(i);
      }
      return queue;
    } catch (MediaException e) {
      throw new Cleanup().then(queue::close).finishAfter(e);
    }
  }

  private int request(int count) throws MediaException {
    ByteBuffer request = VideoNode.argument(Ioctl.VIDIOC_REQBUFS);
    request.putInt(COUNT, count).putInt(TYPE, type.number()).putInt(MEMORY, MAPPED_MEMORY);
    node.call(Ioctl.VIDIOC_REQBUFS, request);
    return request.getInt(COUNT);
  }

  private void map(int index) throws MediaException {
    node.call(Ioctl.VIDIOC_QUERYBUF, struct.reset(index).memory());
    for (int plane = 0; plane < planes; plane++) {
      int length = struct.length(plane);
      if (length <= 0) {
        throw MediaException.of(
            Code.DEVICE_FAILED,
            node.path() + ": VIDIOC_QUERYBUF: a buffer of " + length + " bytes");
      }
      long address = node.calls().mmap(node.fd(), length, struct.mapOffset(plane));
      if (address < 0) {
        throw Errno.failure(node.path(), "mmap", (int) -address);
      }
      mappings.add(new Mapping(address, node.calls().memory(address, length)));
    }
  }

  /** How many buffers there are. */
  int size() {
    return size;
  }

  /** The memory of a plane of a buffer; not to be touched once the queue is closed. */
  ByteBuffer memory(int index, int plane) {
    return mappings.get(index * planes + plane).bytes();
  }

  /** Starts it. */
  void start() throws MediaException {
    node.call(Ioctl.VIDIOC_STREAMON, typeArgument(Ioctl.VIDIOC_STREAMON));
    streaming = true;
  }

  private ByteBuffer typeArgument(Ioctl request) {
    return VideoNode.argument(request).putInt(0, type.number());
  }

  /** Gives a buffer to the driver to be filled. */
  void queueEmpty(int index) throws MediaException {
    node.call(Ioctl.VIDIOC_QBUF, struct.reset(index).memory());
  }

  /**
   * Gives a filled buffer to the driver.
   *
   * @param micros its time
   * @param flags {@link BufferStruct#KEYFRAME} or 0
   * @param bytesUsed for each plane
   */
  void queueFilled(int index, long micros, int flags, int... bytesUsed) throws MediaException {
    struct.reset(index);
    struct.setProgressive();
    struct.setFlags(flags);
    struct.setMicros(micros);
    for (int plane = 0; plane < planes; plane++) {
      struct.setBytesUsed(plane, bytesUsed[plane]);
      struct.setLength(plane, memory(index, plane).capacity());
    }
    node.call(Ioctl.VIDIOC_QBUF, struct.memory());
  }

  /** What {@link #dequeue} found. */
  enum Found {
    /** A buffer: see {@link #dequeued}. */
    BUFFER,
    /** Nothing yet. */
    NOTHING,
    /** The last one has been taken already. */
    END
  }

  /** Takes a buffer that the driver is done with, without waiting. */
  Found dequeue() throws MediaException {
    int result = node.result(Ioctl.VIDIOC_DQBUF, struct.reset(0).memory());
    if (result == -Errno.EAGAIN) {
      return Found.NOTHING;
    }
    if (result == -Errno.EPIPE) {
      return Found.END;
    }
    if (result < 0) {
      throw node.failure(Ioctl.VIDIOC_DQBUF, result);
    }
    checkDequeued();
    return Found.BUFFER;
  }

  /**
   * What is found in a buffer is used as an index and as sizes, so a driver's slip must not pass.
   */
  private void checkDequeued() throws MediaException {
    int index = struct.index();
    if (index < 0 || index >= size) {
      throw MediaException.of(
          Code.DEVICE_FAILED, node.path() + ": VIDIOC_DQBUF: there is no buffer " + index);
    }
    for (int plane = 0; plane < planes; plane++) {
      int used = struct.bytesUsed(plane);
      int room = memory(index, plane).capacity();
      int offset = struct.dataOffset(plane);
      if (used < 0 || used > room || offset < 0 || offset > used) {
        throw MediaException.of(
            Code.DEVICE_FAILED,
            "%s: VIDIOC_DQBUF: %d bytes from %d in a buffer of %d"
                .formatted(node.path(), used, offset, room));
      }
    }
  }

  /** The buffer taken last, valid until the next call. */
  BufferStruct dequeued() {
    return struct;
  }

  /** The data in a plane of the buffer taken last. */
  ByteBuffer data(int plane) {
    int offset = struct.dataOffset(plane);
    return memory(struct.index(), plane).slice(offset, struct.bytesUsed(plane) - offset);
  }

  /** Stops it, unmaps its buffers and has the driver free them. Does nothing the second time. */
  void close() throws MediaException {
    if (closed) {
      return;
    }
    closed = true;
    Cleanup cleanup = new Cleanup();
    if (streaming) {
      cleanup.then(() -> node.call(Ioctl.VIDIOC_STREAMOFF, typeArgument(Ioctl.VIDIOC_STREAMOFF)));
    }
    for (Mapping mapping : mappings) {
      cleanup.then(() -> unmap(mapping));
    }
    mappings.clear();
    if (size > 0) {
      cleanup.then(() -> request(0));
    }
    cleanup.finish();
  }

  private void unmap(Mapping mapping) throws MediaException {
    int result = node.calls().munmap(mapping.address(), mapping.bytes().capacity());
    if (result < 0) {
      throw Errno.failure(node.path(), "munmap", -result);
    }
  }
}
