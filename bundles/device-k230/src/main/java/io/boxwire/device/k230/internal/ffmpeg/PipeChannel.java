package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * A pipe as a channel that hands over what has come without waiting for more, and that an interrupt
 * does not close. For one thread.
 */
final class PipeChannel implements ReadableByteChannel {
  private static final int HEADER = 8;
  private static final int FTYP = 0x66747970;

  private final InputStream in;
  private final byte[] bytes = new byte[64 << 10];

  /** The first bytes, as far as nobody has read them. */
  private ByteBuffer head = ByteBuffer.allocate(0);

  private boolean open = true;

  PipeChannel(InputStream in) {
    this.in = in;
  }

  /**
   * Looks at the beginning: every stream that FFmpeg's muxer writes begins with an {@code ftyp} box
   * (ISO/IEC 14496-12:2022 4.3). Something else would be taken for a box of any size, to be
   * skipped.
   *
   * @return this channel, at its beginning
   * @throws MediaException {@code MALFORMED} if it does not begin so, {@code TRUNCATED} if there is
   *     nothing, {@code IO} if it can't be read
   */
  PipeChannel movie() throws MediaException {
    try {
      head = ByteBuffer.wrap(in.readNBytes(HEADER));
    } catch (IOException e) {
      throw MediaException.io("reading the output of ffmpeg", e);
    }
    if (head.remaining() < HEADER) {
      throw MediaException.of(Code.TRUNCATED, "there is nothing in the output of ffmpeg");
    }
    if (head.getInt(HEADER - Integer.BYTES) != FTYP) {
      throw MediaException.of(Code.MALFORMED, "it does not begin with a box ftyp");
    }
    return this;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (head.hasRemaining()) {
      int first = Math.min(head.remaining(), into.remaining());
      into.put(head.slice().limit(first));
      head.position(head.position() + first);
      return first;
    }
    int count = in.read(bytes, 0, Math.min(bytes.length, into.remaining()));
    if (count > 0) {
      into.put(bytes, 0, count);
    }
    return count;
  }

  /** Reads to the end and forgets it. */
  void drain() throws IOException {
    while (in.read(bytes) >= 0) {
      continue;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    in.close();
  }
}
