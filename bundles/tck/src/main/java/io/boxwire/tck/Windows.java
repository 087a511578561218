package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.Assembler.Receiver;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Presents a stream to an assembler, window by window. */
final class Windows {
  private Windows() {}

  /**
   * The frames of a stream, in memory of their own.
   *
   * @param assembler one that has seen nothing
   * @param stream all of it
   * @param step by how many bytes a window grows
   */
  static List<Frame> cut(Assembler assembler, ByteBuffer stream, int step) throws MediaException {
    List<Frame> frames = new ArrayList<>();
    Receiver receiver =
        frame -> {
          Clause.STREAM_FORMAT.require(
              assembler.format().isPresent(), () -> "no format when the first frame came");
          frames.add(frame.keep());
        };
    int begin = stream.position();
    int end = begin;
    while (stream.limit() - end > step) {
      end += step;
      ByteBuffer window = stream.duplicate().limit(end).position(begin);
      assembler.assemble(window, receiver);
      checkWindow(window, begin, end);
      begin = window.position();
    }
    ByteBuffer rest = stream.duplicate().position(begin);
    assembler.finish(rest, receiver);
    Clause.WINDOW.require(
        !rest.hasRemaining(), () -> "finish left " + rest.remaining() + " bytes unread");
    return frames;
  }

  private static void checkWindow(ByteBuffer window, int begin, int end) {
    Clause.WINDOW.require(
        window.limit() == end && window.position() >= begin,
        () -> "a window from %d to %d is left as %s".formatted(begin, end, window));
  }
}
