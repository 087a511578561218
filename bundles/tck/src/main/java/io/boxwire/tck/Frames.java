package io.boxwire.tck;

import io.boxwire.api.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames with the same times and other memory. */
final class Frames {
  private Frames() {}

  /** The payload in memory of its own. */
  static byte[] bytes(Frame frame) {
    byte[] bytes = new byte[frame.size()];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    frame.slices().forEach(slice -> out.put(slice.duplicate()));
    return bytes;
  }

  /** A frame like another one, with another payload, and nothing known of its NAL units. */
  static Frame with(Frame frame, List<ByteBuffer> slices) {
    return Frame.on(frame.track())
        .times(frame.decodeTime(), frame.compositionTime())
        .duration(frame.duration())
        .randomAccess(frame.randomAccess())
        .rollDistance(frame.rollDistance())
        .slices(slices)
        .build();
  }

  static Frame with(Frame frame, byte[] payload) {
    return with(frame, List.of(ByteBuffer.wrap(payload)));
  }

  /** Copies with payloads in one piece of heap memory, as if they were cut by nobody. */
  static List<Frame> plain(List<Frame> frames) {
    return frames.stream().map(frame -> with(frame, bytes(frame))).toList();
  }

  /** The frames of two streams on one time line. */
  static List<Frame> joined(List<Frame> first, List<Frame> second) {
    List<Frame> all = new ArrayList<>(first);
    long begin = behind(first) - earliest(second);
    for (Frame frame : second) {
      Frame.Builder moved =
          frame.toBuilder().times(frame.decodeTime() + begin, frame.compositionTime() + begin);
      all.add(moved.build());
    }
    return all;
  }

  private static long earliest(List<Frame> frames) {
    return frames.stream().mapToLong(Frame::decodeTime).min().orElse(0);
  }

  /** A time behind all frames: composition times may run ahead of decode times. */
  private static long behind(List<Frame> frames) {
    long end = 0;
    for (Frame frame : frames) {
      end = Math.max(end, frame.compositionTime() + Math.max(1, frame.duration()));
    }
    return end;
  }
}
