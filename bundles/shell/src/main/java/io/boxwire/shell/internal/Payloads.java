package io.boxwire.shell.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of frames, wherever they lie. */
final class Payloads {
  private Payloads() {}

  /**
   * The payload in pieces; one that lies in a file, as that of a track whose codec has no plugin,
   * is read.
   *
   * @param frame of a demuxer, whose regions lie inside their files
   * @return the pieces, each with a position of its own
   * @throws MediaException if the file can't be read, or was cut meanwhile
   */
  static List<ByteBuffer> of(Frame frame) throws MediaException {
    if (frame.region().isPresent()) {
      return List.of(read(frame.region().get()));
    }
    List<ByteBuffer> pieces = new ArrayList<>(frame.slices().size());
    for (ByteBuffer slice : frame.slices()) {
      pieces.add(slice.duplicate());
    }
    return pieces;
  }

  private static ByteBuffer read(FileRegion region) throws MediaException {
    ByteBuffer bytes = ByteBuffer.allocate(region.size());
    try {
      while (bytes.hasRemaining()) {
        if (region.channel().read(bytes, region.position() + bytes.position()) < 0) {
          throw MediaException.of(
              Code.TRUNCATED, "the file ends before offset " + (region.position() + region.size()));
        }
      }
    } catch (IOException e) {
      throw Failures.io("the file can't be read", e);
    }
    return bytes.flip();
  }
}
