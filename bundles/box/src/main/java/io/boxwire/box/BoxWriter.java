package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/**
 * Writes boxes, into memory or through a buffer into a channel. The sizes of boxes are known before
 * they are written, so nothing is ever patched, and a {@code moov} larger than the heap can be
 * written through a small buffer. For one thread at a time.
 *
 * <pre>{@code
 * BoxWriter out = BoxWriter.inMemory();
 * out.write(moof);
 * out.header(MediaDataBox.TYPE, payloadSize);
 * channel.write(out.toBuffer());
 * out.clear();
 * }</pre>
 */
public final class BoxWriter {
  private static final int FIRST_SIZE = 4096;
  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private final WritableByteChannel channel;
  private final FieldWriter fields = new FieldWriter(this);
  private ByteBuffer buffer;

  private BoxWriter(ByteBuffer buffer, WritableByteChannel channel) {
    this.buffer = buffer;
    this.channel = channel;
  }

  /**
   * Makes a writer into memory, which grows as it must.
   *
   * @return the writer
   */
  public static BoxWriter inMemory() {
    return new BoxWriter(ByteBuffer.allocate(FIRST_SIZE), null);
  }

  /**
   * Makes a writer into a channel. Call {@link #flush} at the end.
   *
   * @param channel a channel in blocking mode, not closed by the writer
   * @param bufferSize how many bytes are gathered before they are written, at least 64
   * @return the writer
   */
  public static BoxWriter to(WritableByteChannel channel, int bufferSize) {
    return new BoxWriter(ByteBuffer.allocateDirect(Math.max(64, bufferSize)), channel);
  }

  /**
   * Writes a box with all that is in it.
   *
   * @param box the box
   * @return this
   * @throws MediaException with code LIMIT_EXCEEDED if a value does not fit its field, BAD_REQUEST
   *     if fields contradict each other, IO or CLOSED if the output, or a file that parts of the
   *     box lie in, fails
   */
  public BoxWriter write(Box box) throws MediaException {
    if (box instanceof VerbatimBox verbatim) {
      put(verbatim.original());
    } else if (channel == null) {
      writeInMemory(box);
    } else {
      header(box.type(), FieldSizer.payloadSize(box));
      box.fields(fields);
    }
    return this;
  }

  /** In memory the size can be filled in when the box is written, and need not be known before. */
  private void writeInMemory(Box box) throws MediaException {
    int start = buffer.position();
    put(32, 0);
    put(32, box.type().code());
    box.fields(fields);
    buffer.putInt(start, buffer.position() - start);
  }

  /**
   * Writes a box header, with a 64-bit size if it must be.
   *
   * @param type the type
   * @param payloadSize how many bytes will follow, at least 0
   * @return this
   * @throws MediaException if the output fails
   */
  public BoxWriter header(FourCc type, long payloadSize) throws MediaException {
    if (headerSize(payloadSize) == 16) {
      return largeHeader(type, payloadSize);
    }
    put(32, payloadSize + 8);
    put(32, type.code());
    return this;
  }

  /**
   * Writes a box header of 16 bytes, with a 64-bit size whether it must be or not: one that can be
   * overwritten when the size is known.
   *
   * @param type the type
   * @param payloadSize how many bytes will follow, at least 0
   * @return this
   * @throws MediaException if the output fails
   */
  public BoxWriter largeHeader(FourCc type, long payloadSize) throws MediaException {
    if (payloadSize < 0) {
      throw new IllegalArgumentException("a payload of " + payloadSize + " bytes");
    }
    put(32, 1);
    put(32, type.code());
    put(64, payloadSize + 16);
    return this;
  }

  /**
   * Tells how long the header of a box is that {@link #header} writes.
   *
   * @param payloadSize how many bytes follow it, at least 0
   * @return 8 or 16
   */
  public static int headerSize(long payloadSize) {
    if (payloadSize < 0) {
      throw new IllegalArgumentException("a payload of " + payloadSize + " bytes");
    }
    return payloadSize + 8 > 0xffff_ffffL ? 16 : 8;
  }

  /**
   * Gives what was written into memory. Not a copy: valid until the next call of this writer.
   *
   * @return the bytes, from position 0 to the limit
   */
  public ByteBuffer toBuffer() {
    if (channel != null) {
      throw new IllegalStateException("the bytes went to a channel");
    }
    return buffer.duplicate().flip();
  }

  /**
   * How much was written into memory.
   *
   * @return bytes
   */
  public int size() {
    if (channel != null) {
      throw new IllegalStateException("the bytes went to a channel");
    }
    return buffer.position();
  }

  /** Forgets what was written into memory, and keeps the memory for what comes next. */
  public void clear() {
    if (channel != null) {
      throw new IllegalStateException("the bytes went to a channel");
    }
    buffer.clear();
  }

  /**
   * Writes what is gathered to the channel. Does nothing in memory.
   *
   * @throws MediaException with code IO or CLOSED if the channel fails
   */
  public void flush() throws MediaException {
    if (channel == null) {
      return;
    }
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (ClosedChannelException e) {
      throw MediaException.of(MediaException.Code.CLOSED, "the output is closed", e);
    } catch (IOException e) {
      throw MediaException.io("writing boxes", e);
    } finally {
      buffer.compact();
    }
  }

  void put8(int value) throws MediaException {
    room(1);
    buffer.put((byte) value);
  }

  void put(int bits, long value) throws MediaException {
    room(8);
    switch (bits) {
      case 8 -> buffer.put((byte) value);
      case 16 -> buffer.putShort((short) value);
      case 32 -> buffer.putInt((int) value);
      case 64 -> buffer.putLong(value);
      default -> {
        for (int shift = bits - 8; shift >= 0; shift -= 8) {
          buffer.put((byte) (value >>> shift));
        }
      }
    }
  }

  void put(byte[] bytes) throws MediaException {
    put(ByteRange.of(ByteBuffer.wrap(bytes)));
  }

  void put(ByteRange range) throws MediaException {
    long position = range.position();
    long end = position + range.size();
    while (position < end) {
      room(channel == null ? end - position : 1);
      ByteBuffer piece = buffer.duplicate();
      piece.limit(piece.position() + (int) Math.min(piece.remaining(), end - position));
      range.source().readFully(position, piece);
      position += piece.position() - buffer.position();
      buffer.position(piece.position());
    }
  }

  private void room(long bytes) throws MediaException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    if (channel != null) {
      flush();
      return;
    }
    long needed = buffer.position() + bytes;
    if (needed > LARGEST) {
      throw MediaException.of(
          MediaException.Code.LIMIT_EXCEEDED, needed + " bytes of boxes are too many for memory");
    }
    int grown = (int) Math.min(LARGEST, Math.max(needed, 2L * buffer.capacity()));
    buffer = ByteBuffer.allocate(grown).put(buffer.flip());
  }
}
