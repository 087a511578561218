package io.boxwire.device.k230.internal.v4l2;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** An encoder whose coded buffers a test decides on. */
final class FakeEncoder extends FakeNode {
  static final int CONFIG = 0xC1000000;
  static final int END_OF_PICTURE = 0x8;
  static final int LAST = 0x100000;

  private final Deque<Chunk> waiting = new ArrayDeque<>();
  private final List<Raw> raws = new ArrayList<>();
  private Script script = FakeEncoder::everyTenthIsSync;
  private boolean silent;
  private int[] controls = {};

  /** A coded buffer. */
  record Chunk(byte[] bytes, int flags, long micros) {}

  /** A raw picture that came. */
  record Raw(int number, int flags, long micros, int used) {}

  /** What is made of a raw picture. */
  interface Script {
    List<Chunk> code(Raw raw);
  }

  FakeEncoder() {
    super("mvx", 0x0400c000, List.of(), 9, 10);
  }

  /** Parameter sets first, then an IDR picture and nine others, round and round. */
  static List<Chunk> everyTenthIsSync(Raw raw) {
    boolean sync = raw.number() % 10 == 0 || (raw.flags() & END_OF_PICTURE) != 0;
    List<Chunk> chunks = new ArrayList<>();
    if (raw.number() == 0) {
      chunks.add(new Chunk(nal(0x67, 9), CONFIG, 0));
    }
    chunks.add(new Chunk(nal(sync ? 0x65 : 0x41, 20), END_OF_PICTURE, raw.micros()));
    return chunks;
  }

  /** A NAL unit with its start code. */
  static byte[] nal(int header, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0x55);
    bytes[0] = 0;
    bytes[1] = 0;
    bytes[2] = 0;
    bytes[3] = 1;
    bytes[4] = (byte) header;
    return bytes;
  }

  void script(Script made) {
    script = made;
  }

  /** Has it code nothing more. */
  void silent() {
    silent = true;
  }

  List<Raw> raws() {
    return List.copyOf(raws);
  }

  /** The control's low 32 bits. */
  int control(int id) {
    for (int i = 0; i < controls.length; i += 2) {
      if (controls[i] == id) {
        return controls[i + 1];
      }
    }
    throw new AssertionError("control " + Integer.toHexString(id) + " was not set");
  }

  @Override
  int controls(ByteBuffer array) {
    controls = new int[array.limit() / 20 * 2];
    for (int i = 0; i < controls.length / 2; i++) {
      controls[2 * i] = array.getInt(i * 20);
      controls[2 * i + 1] = array.getInt(i * 20 + 12);
    }
    return 0;
  }

  @Override
  int[] sizes(ByteBuffer format, int type) {
    int width = format.getInt(8);
    int height = format.getInt(12);
    if (type == 9) {
      format.putInt(28, width * height);
      return new int[] {width * height};
    }
    // Lines are longer than the camera's, so that they are copied one by one.
    int stride = width + 64;
    format.putInt(28, stride * height).putInt(32, stride);
    format.putInt(48, stride * height / 2).putInt(52, stride);
    return new int[] {stride * height, stride * height / 2};
  }

  @Override
  void queued(int type, int index, int flags, long micros, int used) {
    if (type == 10) {
      int number = queue(10).planes.get(index * 2).getInt(0);
      Raw raw = new Raw(number, flags, micros, used);
      raws.add(raw);
      queue(10).queued.remove();
      queue(10).done.add(new Done(index, 0x4000, micros, used));
      if (used == 0) {
        waiting.add(new Chunk(new byte[0], LAST, micros));
      } else if (!silent) {
        waiting.addAll(script.code(raw));
      }
    }
    Queue coded = queue(9);
    while (!waiting.isEmpty() && !coded.queued.isEmpty()) {
      Chunk chunk = waiting.remove();
      int to = coded.queued.remove();
      coded.planes.get(to).put(0, chunk.bytes());
      coded.done.add(new Done(to, chunk.flags() | 0x4000, chunk.micros(), chunk.bytes().length));
    }
  }

  @Override
  int events() {
    return queue(9).done.isEmpty() ? 0 : 1;
  }
}
