package io.boxwire.device.k230.internal.v4l2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node with queues of mapped buffers; what it does with them is up to what extends it. */
class FakeNode {
  static final int MONOTONIC = 0x2000;

  private final String driver;
  private final int capabilities;
  private final List<Integer> formats;
  private final Map<Integer, Queue> queues = new HashMap<>();

  /** A buffer that the driver is done with. */
  record Done(int index, int flags, long micros, int used) {}

  /** A queue. */
  static final class Queue {
    final int base;
    final List<ByteBuffer> planes = new ArrayList<>();
    final Deque<Integer> queued = new ArrayDeque<>();
    final Deque<Done> done = new ArrayDeque<>();
    int[] sizes = {0};
    int count;
    boolean streaming;

    Queue(int base) {
      this.base = base;
    }
  }

  FakeNode(String driver, int capabilities, List<Integer> formats, int... types) {
    this.driver = driver;
    this.capabilities = capabilities;
    this.formats = formats;
    for (int type : types) {
      queues.put(type, new Queue(type * 0x1000000));
    }
  }

  final Queue queue(int type) {
    return queues.get(type);
  }

  final List<Integer> streaming() {
    return queues.entrySet().stream()
        .filter(e -> e.getValue().streaming)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What poll tells. */
  int events() {
    return 0;
  }

  /** A filled or empty buffer came. */
  void queued(int type, int index, int flags, long micros, int used) {}

  /** A format was asked for: the sizes of the planes. */
  int[] sizes(ByteBuffer format, int type) {
    return new int[] {0};
  }

  /** Controls were set. */
  int controls(ByteBuffer request) {
    return -25;
  }

  final ByteBuffer plane(long offset, long length) {
    for (Queue queue : queues.values()) {
      int at = (int) offset - queue.base;
      if (at >= 0 && at < queue.planes.size() && queue.planes.get(at).capacity() == length) {
        return queue.planes.get(at);
      }
    }
    throw new AssertionError("nothing to map at " + offset + ", " + length + " bytes");
  }

  final int ioctl(FakeKernel kernel, int request, ByteBuffer a) {
    return switch (request) {
      case 0x80685600 -> capability(a);
      case 0xc0405602 -> format(a);
      case 0xc0d05604 -> 0;
      case 0xc0d05605 -> setFormat(a);
      case 0xc0145608 -> request(queue(a.getInt(4)), a);
      case 0xc0585609 -> query(kernel, a);
      case 0xc058560f -> put(kernel, a);
      case 0xc0585611 -> take(kernel, a);
      case 0x40045612 -> stream(a, true);
      case 0x40045613 -> stream(a, false);
      case 0xc0205648 -> controls(kernel.memory(a.getLong(24), a.getInt(4) * 20));
      default -> -25;
    };
  }

  private int capability(ByteBuffer a) {
    a.put(0, driver.getBytes(US_ASCII)).put(16, ("a " + driver).getBytes(US_ASCII));
    a.putInt(84, 0x80000000 | capabilities).putInt(88, capabilities);
    return 0;
  }

  private int format(ByteBuffer a) {
    int index = a.getInt(0);
    if (index >= formats.size()) {
      return -22;
    }
    a.putInt(44, formats.get(index));
    return 0;
  }

  private int setFormat(ByteBuffer a) {
    Queue queue = queue(a.getInt(0));
    queue.sizes = sizes(a, a.getInt(0));
    return queue.sizes.length == 0 ? -16 : 0;
  }

  private int request(Queue queue, ByteBuffer a) {
    queue.count = a.getInt(0);
    queue.planes.clear();
    for (int i = 0; i < queue.count; i++) {
      for (int size : queue.sizes) {
        queue.planes.add(ByteBuffer.allocateDirect(size));
      }
    }
    return 0;
  }

  private int query(FakeKernel kernel, ByteBuffer a) {
    Queue queue = queue(a.getInt(4));
    int first = a.getInt(0) * queue.sizes.length;
    if (a.getInt(4) == 1) {
      a.putInt(64, queue.base + first).putInt(72, queue.sizes[0]);
    } else {
      ByteBuffer planes = kernel.memory(a.getLong(64), a.getInt(72) * 64);
      for (int i = 0; i < queue.sizes.length; i++) {
        planes.putInt(i * 64 + 8, queue.base + first + i).putInt(i * 64 + 4, queue.sizes[i]);
      }
    }
    return 0;
  }

  private int put(FakeKernel kernel, ByteBuffer a) {
    int type = a.getInt(4);
    int used = type == 1 ? a.getInt(8) : kernel.memory(a.getLong(64), a.getInt(72) * 64).getInt(0);
    long micros = a.getLong(24) * 1_000_000 + a.getLong(32);
    queue(type).queued.add(a.getInt(0));
    queued(type, a.getInt(0), a.getInt(12), micros, used);
    return 0;
  }

  private int take(FakeKernel kernel, ByteBuffer a) {
    int type = a.getInt(4);
    Done done = queue(type).done.poll();
    if (done == null) {
      return -11;
    }
    a.putInt(0, done.index()).putInt(12, done.flags());
    a.putLong(24, done.micros() / 1_000_000).putLong(32, done.micros() % 1_000_000);
    if (type == 1) {
      a.putInt(8, done.used());
    } else {
      kernel.memory(a.getLong(64), a.getInt(72) * 64).putInt(0, done.used());
    }
    return 0;
  }

  private int stream(ByteBuffer a, boolean on) {
    Queue queue = queue(a.getInt(0));
    queue.streaming = on;
    if (!on) {
      queue.queued.clear();
      queue.done.clear();
    }
    return 0;
  }
}
