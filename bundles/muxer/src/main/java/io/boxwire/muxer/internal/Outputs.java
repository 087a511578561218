package io.boxwire.muxer.internal;

import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Puts boxes into an output. */
final class Outputs {
  private static final int BUFFER = 256 << 10;

  private Outputs() {}

  /** Appends boxes, through a small buffer, however large they are. */
  static void append(Output output, Box... boxes) throws IOException {
    BoxWriter writer = BoxWriter.to(appending(output), BUFFER);
    for (Box box : boxes) {
      writer.write(box);
    }
    writer.flush();
  }

  /** Overwrites a place with boxes. */
  static void write(Output output, long offset, Box... boxes) throws IOException {
    BoxWriter writer = BoxWriter.to(writing(output, offset), BUFFER);
    for (Box box : boxes) {
      writer.write(box);
    }
    writer.flush();
  }

  /** Cuts off what an attempt that failed has left. */
  static void cutTo(Output output, long size) throws IOException {
    if (output.seekable() && size < output.position()) {
      output.truncate(size);
    }
  }

  /**
   * Cuts off what an attempt that failed has left, for the last time.
   *
   * @param why gets what goes wrong here as well
   */
  static void cutBack(Output output, long size, Throwable why) {
    try {
      cutTo(output, size);
    } catch (IOException | RuntimeException | Error e) {
      why.addSuppressed(e);
    }
  }

  private static WritableByteChannel appending(Output output) {
    return new OpenChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        output.append(new ByteBuffer[] {source}, 1);
        return bytes;
      }
    };
  }

  private static WritableByteChannel writing(Output output, long offset) {
    return new OpenChannel() {
      private long at = offset;

      @Override
      public int write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        output.write(at, source);
        at += bytes;
        return bytes;
      }
    };
  }

  private abstract static class OpenChannel implements WritableByteChannel {
    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
