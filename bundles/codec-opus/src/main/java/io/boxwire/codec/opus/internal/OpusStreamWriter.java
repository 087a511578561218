package io.boxwire.codec.opus.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.StreamWriter;
import java.nio.ByteBuffer;

/**
 * Writes packets as Ogg (RFC 7845): the two headers in pages of their own, then pages of at most a
 * second. The page that is open is held back, since the last one must say that it is.
 *
 * <p>Granule positions follow the times of the frames: where time is missing they leap, and a page
 * ends in front of it, since a leap within a page would be read as one in front of it. The end of
 * the last frame is the end of the stream, even within its packet.
 */
final class OpusStreamWriter implements StreamWriter {
  private static final long LONGEST_PAGE = OpusPacket.RATE;

  private final OggPageWriter pages = new OggPageWriter();
  private final OpusHead head;
  private final int timescale;
  private boolean begun;
  private long firstTime;
  private long pageStart;

  /** Where the last packet ends. */
  private long end;

  /**
   * Makes a writer.
   *
   * @param head the stream's header
   * @param timescale what the times of frames are counted in
   */
  OpusStreamWriter(OpusHead head, int timescale) {
    this.head = head;
    this.timescale = timescale;
  }

  @Override
  public void write(Frame frame, ByteSink out) throws MediaException {
    ByteBuffer packet = frame.payload();
    int length = length(frame, packet);
    begin(frame, out);
    long start = samples(frame.decodeTime() - firstTime);
    if (!pages.empty()
        && (!pages.hasRoom(packet.remaining())
            || start >= pageStart + LONGEST_PAGE
            || start > end + tick())) {
      pages.flush(0, out);
    }
    if (pages.empty()) {
      pageStart = start;
    }
    end = start + length;
    pages.add(packet, end, out);
  }

  private void begin(Frame frame, ByteSink out) {
    if (!begun) {
      begun = true;
      firstTime = frame.decodeTime();
      writeHeaders(out);
    }
  }

  private void writeHeaders(ByteSink out) {
    pages.add(ByteBuffer.wrap(head.toOgg()), 0, out);
    pages.flush(0, out);
    pages.add(ByteBuffer.wrap(OpusTags.none()), 0, out);
    pages.flush(0, out);
  }

  /** How long a packet is heard: less than it lasts where the frame says so. */
  private int length(Frame frame, ByteBuffer packet) throws MediaException {
    try {
      int length = OpusPacket.duration(packet);
      // The last sample of a file may have the duration 0, which says nothing.
      return frame.duration() > 0 ? (int) Math.min(length, samples(frame.duration())) : length;
    } catch (MediaException e) {
      throw MediaException.badFrame(frame, e.getMessage(), e);
    }
  }

  /** By how many samples times may miss each other by rounding alone. */
  private int tick() {
    return (OpusPacket.RATE + timescale - 1) / timescale;
  }

  /** Ticks in samples, to the nearest. */
  private long samples(long ticks) {
    long rest = ticks % timescale * OpusPacket.RATE + timescale / 2;
    return ticks / timescale * OpusPacket.RATE + rest / timescale;
  }

  @Override
  public void finish(ByteSink out) {
    if (!begun) {
      writeHeaders(out);
    }
    pages.flush(OggPage.LAST, out);
  }
}
