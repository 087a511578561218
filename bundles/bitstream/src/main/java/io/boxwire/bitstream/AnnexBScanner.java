package io.boxwire.bitstream;

import java.nio.ByteBuffer;

/**
 * Goes from NAL unit to NAL unit through a byte stream (ITU-T H.264 and H.265 Annex B) that arrives
 * piece by piece in one buffer.
 *
 * <p>It takes 3- and 4-byte start codes, {@code leading_zero_8bits} and {@code
 * trailing_zero_8bits}, and remembers how far it has searched, so no byte is searched twice. Bytes
 * before the first start code belong to no NAL unit; {@link #skipped()} counts them, up to the last
 * that is not zero.
 *
 * <pre>{@code
 * while (scanner.next(buffer, filled)) { use(scanner.offset(), scanner.length()); }
 * int keepFrom = scanner.keepFrom();      // bytes before it are not needed any more
 * buffer.position(keepFrom).limit(filled); buffer.compact(); scanner.discarded(keepFrom);
 * }</pre>
 *
 * <p>Not safe for use by two threads at once.
 */
public final class AnnexBScanner {
  /** Index of the first payload byte of the NAL unit that is open, or -1 before the first. */
  private int open = -1;

  /** Index of the first zero byte of the start code of the open NAL unit. */
  private int openStartCode;

  private int searched;
  private int offset;
  private int length;
  private int startCode;
  private long skipped;

  /** Zero bytes that end what was skipped so far: they count if more follows than a start code. */
  private long zerosBehindSkipped;

  /** Makes a scanner that begins at index 0. */
  public AnnexBScanner() {
    this(0);
  }

  /**
   * Makes a scanner.
   *
   * @param from index at which the byte stream begins
   */
  public AnnexBScanner(int from) {
    begin(from);
  }

  /** Begins another byte stream, as one that was just made. */
  void begin(int from) {
    open = -1;
    openStartCode = from;
    searched = from;
    offset = 0;
    length = 0;
    startCode = 0;
    skipped = 0;
    zerosBehindSkipped = 0;
  }

  /**
   * Goes to the next NAL unit that is complete, that is, whose next start code has arrived.
   *
   * @param buffer holds the stream, from {@link #keepFrom()} on at the same indexes as before
   * @param end index behind the last byte that has arrived
   * @return true if {@link #offset()} and {@link #length()} tell a NAL unit; false if more bytes
   *     are needed
   */
  public boolean next(ByteBuffer buffer, int end) {
    while (true) {
      int found = searched + StartCodes.PREFIX > end ? -1 : StartCodes.find(buffer, searched, end);
      if (found < 0) {
        // The last two bytes may be the head of a start code.
        searched = Math.max(searched, end - StartCodes.PREFIX + 1);
        passJunk(buffer, end);
        return false;
      }
      int zeros = open < 0 ? firstStartCode(buffer, found) : passZerosBack(buffer, found, open);
      boolean complete = open >= 0 && zeros > open;
      if (complete) {
        offset = open;
        length = zeros - open;
        startCode = openStartCode;
      }
      openStartCode = zeros;
      open = found + StartCodes.PREFIX;
      searched = open;
      if (complete) {
        return true;
      }
    }
  }

  /**
   * Goes to the last NAL unit, which ends where the stream does, once {@link #next} has returned
   * false and no more bytes will come.
   *
   * @param buffer holds the stream
   * @param end index behind the last byte of the stream
   * @return true if there was one more NAL unit
   */
  public boolean last(ByteBuffer buffer, int end) {
    if (open < 0) {
      skip(passZerosBack(buffer, end, openStartCode), end);
      openStartCode = end;
      searched = end;
      return false;
    }
    int zeros = passZerosBack(buffer, end, open);
    offset = open;
    length = zeros - open;
    startCode = openStartCode;
    open = -1;
    openStartCode = end;
    searched = end;
    return length > 0;
  }

  /**
   * Tells the scanner that bytes were taken out of the front of the buffer and the rest moved down.
   *
   * @param count how many, at most {@link #keepFrom()}
   * @throws IllegalArgumentException if bytes were taken that are still needed
   */
  public void discarded(int count) {
    if (count > keepFrom()) {
      throw new IllegalArgumentException(
          "bytes from " + keepFrom() + " on are needed, " + count + " were discarded");
    }
    open = open < 0 ? -1 : open - count;
    openStartCode -= count;
    searched -= count;
    offset -= count;
    startCode -= count;
  }

  /**
   * The first byte still needed: the start code of the NAL unit that is not complete.
   *
   * @return an index
   */
  public int keepFrom() {
    return openStartCode;
  }

  /**
   * The NAL unit found last: index of its header.
   *
   * @return an index
   */
  public int offset() {
    return offset;
  }

  /**
   * The NAL unit found last: its bytes, without start code and trailing zero bytes.
   *
   * @return a count, at least 1
   */
  public int length() {
    return length;
  }

  /**
   * The NAL unit found last: index of the first byte of its start code, zero bytes before the
   * prefix included.
   *
   * @return an index
   */
  public int startCode() {
    return startCode;
  }

  /**
   * How many bytes belong to no NAL unit, up to the last that is not zero: the same however the
   * stream arrives.
   *
   * @return a count; 0 for a stream that is in order
   */
  public long skipped() {
    return skipped;
  }

  /** Before the first start code: gives up all but what may be the head of that start code. */
  private void passJunk(ByteBuffer buffer, int end) {
    int keep = Math.max(openStartCode, end - StartCodes.PREFIX);
    if (open < 0 && keep > openStartCode) {
      skip(passZerosBack(buffer, keep, openStartCode), keep);
      openStartCode = keep;
    }
  }

  /** Counts bytes from {@link #openStartCode} on, and the zero bytes behind them when it must. */
  private void skip(int zeros, int end) {
    if (zeros > openStartCode) {
      skipped += zerosBehindSkipped + zeros - openStartCode;
      zerosBehindSkipped = 0;
    }
    zerosBehindSkipped += end - zeros;
  }

  /** Where the first start code begins: of the zero bytes before it, one belongs to it. */
  private int firstStartCode(ByteBuffer buffer, int prefix) {
    int zeros = passZerosBack(buffer, prefix, openStartCode);
    skip(zeros, zeros);
    return Math.max(zeros, prefix - 1);
  }

  private static int passZerosBack(ByteBuffer buffer, int from, int floor) {
    int i = from;
    while (i > floor && buffer.get(i - 1) == 0) {
      i--;
    }
    return i;
  }
}
