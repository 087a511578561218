package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;

/**
 * Reads a channel from beginning to end through windows of memory. Memory grows with what has come,
 * never with what was announced. For one thread.
 */
final class StreamInput {
  private static final int WINDOW = 1 << 20;

  private final ReadableByteChannel channel;
  private final MemoryPool pool = new MemoryPool();
  private ReadWindow window;
  private ByteBuffer memory;

  /** Where in the stream the memory starts. */
  private long start;

  /** The bytes from here to {@code memory.position()} are there and were not used yet. */
  private int next;

  private boolean ended;

  StreamInput(ReadableByteChannel channel) throws MediaException {
    if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
      throw MediaException.of(Code.BAD_REQUEST, "the channel is not in blocking mode");
    }
    this.channel = channel;
    open(WINDOW, 0);
  }

  /** How many bytes were used so far. */
  long position() {
    return start + next;
  }

  /**
   * Shows the next bytes without using them.
   *
   * @param wanted how many
   * @return those, or fewer if the stream ends before
   */
  ByteBuffer peek(int wanted) throws MediaException {
    fill(wanted);
    return memory.slice(next, Math.min(wanted, available()));
  }

  /**
   * Goes over some bytes.
   *
   * @return how many were there
   */
  long skip(long wanted) throws MediaException {
    long left = wanted;
    while (left > 0 && fill(1)) {
      int step = (int) Math.min(left, available());
      next += step;
      left -= step;
    }
    return wanted - left;
  }

  /**
   * Copies the next bytes.
   *
   * @throws MediaException with code TRUNCATED if the stream ends before
   */
  ByteBuffer load(int size) throws MediaException {
    require(size);
    ByteBuffer copy = ByteBuffer.allocate(size);
    copy.put(memory.slice(next, size)).flip();
    next += size;
    return copy;
  }

  /**
   * Gives the next bytes where they are: valid until the next call, unless the window is retained.
   *
   * @throws MediaException with code TRUNCATED if the stream ends before
   */
  PayloadReader.Piece take(int size) throws MediaException {
    require(size);
    ByteBuffer bytes = window.take(start + next, size);
    next += size;
    return new PayloadReader.Piece(bytes, window);
  }

  private void require(int size) throws MediaException {
    if (!fill(size)) {
      throw MediaException.at(
          Code.TRUNCATED,
          "the stream ends " + (size - available()) + " bytes too early",
          "",
          position());
    }
  }

  private int available() {
    return memory.position() - next;
  }

  /** Reads until some bytes are available; false if the stream ends before. */
  private boolean fill(int wanted) throws MediaException {
    while (available() < wanted && !ended) {
      if (!memory.hasRemaining()) {
        move(wanted);
      }
      read();
    }
    return available() >= wanted;
  }

  private void read() throws MediaException {
    try {
      ended = channel.read(memory) < 0;
    } catch (IOException e) {
      throw MediaException.io("reading the stream at offset " + (start + memory.position()), e);
    }
  }

  /** Goes on in other memory, into which what was not used yet is copied. */
  private void move(int wanted) throws MediaException {
    ReadWindow old = window;
    ByteBuffer rest = memory.slice(next, available());
    open(Math.max(WINDOW, (int) Math.min(wanted, 2L * available())), position());
    memory.put(rest);
    old.release();
  }

  private void open(int size, long position) throws MediaException {
    ByteBuffer opened = pool.take(size);
    memory = opened.clear();
    start = position;
    next = 0;
    window = new ReadWindow(opened, pool, position, memory.capacity());
  }

  /** Lets go of the memory; the channel stays open. */
  void close() {
    window.release();
    pool.close();
  }
}
