package io.boxwire.bitstream;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Reads bits, most significant first, and Exp-Golomb codes (ITU-T H.264 9.1, H.265 9.2) from a part
 * of a buffer, where they lie.
 *
 * <p>The buffer is read by absolute index; its bytes must stay as they are while the reader is in
 * use. Not safe for use by two threads at once.
 */
public final class BitReader {
  private static final int MAX_GOLOMB_ZEROS = 32;

  private ByteBuffer buffer;
  private int start;
  private int end;
  private boolean escaped;

  /** Index of the next byte that is not yet in {@link #cache}. */
  private int next;

  /** Zero bytes directly before {@link #next}, as emulation prevention counts them. */
  private int zeros;

  /** The low {@link #cached} bits are read from the buffer and not yet taken. */
  private long cache;

  private int cached;
  private long taken;

  private BitReader(ByteBuffer buffer, int offset, int length, boolean escaped) {
    begin(buffer, offset, length, escaped);
  }

  private void begin(ByteBuffer bytes, int offset, int length, boolean escapes) {
    Objects.checkFromIndexSize(offset, length, bytes.limit());
    buffer = bytes;
    start = offset;
    end = offset + length;
    escaped = escapes;
    next = offset;
    zeros = 0;
    cache = 0;
    cached = 0;
    taken = 0;
  }

  /**
   * Begins again, with the bytes of a NAL unit as {@link #ofNalUnit} reads them: for whoever reads
   * many and makes one reader.
   *
   * @param nalUnit holds the NAL unit; kept, not copied
   * @param offset index of the first byte to read, the NAL unit header or any byte behind it
   * @param length bytes up to the end of the NAL unit
   * @return this reader, before the first bit
   * @throws IndexOutOfBoundsException if the range is not within the buffer's limit
   */
  public BitReader readNalUnit(ByteBuffer nalUnit, int offset, int length) {
    begin(nalUnit, offset, length, true);
    return this;
  }

  /**
   * Reads the bytes of a NAL unit; emulation prevention bytes ({@code 03} after two zero bytes) are
   * left out (ITU-T H.264 7.3.1, H.265 7.3.1.1).
   *
   * @param buffer holds the NAL unit; kept, not copied
   * @param offset index of the first byte to read, the NAL unit header or any byte behind it
   * @param length bytes up to the end of the NAL unit
   * @return a reader that stands before the first bit
   * @throws IndexOutOfBoundsException if the range is not within the buffer's limit
   */
  public static BitReader ofNalUnit(ByteBuffer buffer, int offset, int length) {
    return new BitReader(buffer, offset, length, true);
  }

  /**
   * Reads bytes as they are.
   *
   * @param buffer holds the bytes; kept, not copied
   * @param offset index of the first byte to read
   * @param length bytes to read
   * @return a reader that stands before the first bit
   * @throws IndexOutOfBoundsException if the range is not within the buffer's limit
   */
  public static BitReader ofBytes(ByteBuffer buffer, int offset, int length) {
    return new BitReader(buffer, offset, length, false);
  }

  /**
   * Reads an unsigned number, {@code u(n)}.
   *
   * @param count bits to read, 0 to 32
   * @return the number; with 32 bits, its two's complement
   * @throws MediaException {@link Code#TRUNCATED} if fewer bits are left
   */
  public int bits(int count) throws MediaException {
    if (count < 0 || count > 32) {
      throw new IllegalArgumentException("can't read " + count + " bits at once");
    }
    while (cached < count) {
      load();
    }
    cached -= count;
    taken += count;
    return (int) (cache >>> cached & (1L << count) - 1);
  }

  /**
   * Reads an unsigned number of up to 63 bits.
   *
   * @param count bits to read, 0 to 63
   * @return the number
   * @throws MediaException {@link Code#TRUNCATED} if fewer bits are left
   */
  public long longBits(int count) throws MediaException {
    if (count < 0 || count > 63) {
      throw new IllegalArgumentException("can't read " + count + " bits at once");
    }
    int low = Math.min(count, 32);
    long high = bits(count - low);
    return high << low | bits(low) & 0xFFFF_FFFFL;
  }

  /**
   * Reads one bit as a flag.
   *
   * @return true if the bit is set
   * @throws MediaException {@link Code#TRUNCATED} if no bit is left
   */
  public boolean flag() throws MediaException {
    return bits(1) != 0;
  }

  /**
   * Passes over bits.
   *
   * @param count bits to pass over, at least 0
   * @throws MediaException {@link Code#TRUNCATED} if fewer bits are left
   */
  public void skip(long count) throws MediaException {
    long left = count;
    while (left > 0) {
      int step = (int) Math.min(left, 32);
      bits(step);
      left -= step;
    }
  }

  /**
   * Reads an unsigned Exp-Golomb code, {@code ue(v)}.
   *
   * @return the number, 0 to 2<sup>31</sup> - 1
   * @throws MediaException {@link Code#TRUNCATED} if the code is not complete, {@link
   *     Code#MALFORMED} if the number is greater than any that the standards allow
   */
  public int ue() throws MediaException {
    int zeroBits = 0;
    while (bits(1) == 0) {
      if (++zeroBits == MAX_GOLOMB_ZEROS) {
        throw tooLong();
      }
    }
    long value = (1L << zeroBits) - 1 + longBits(zeroBits);
    if (value > Integer.MAX_VALUE) {
      throw tooLong();
    }
    return (int) value;
  }

  /**
   * Reads an unsigned Exp-Golomb code that has a largest value.
   *
   * @param most the largest value allowed
   * @param what the name of the syntax element, for the message
   * @return the number, 0 to {@code most}
   * @throws MediaException {@link Code#TRUNCATED} if the code is not complete, {@link
   *     Code#MALFORMED} if the number is greater
   */
  public int ue(int most, String what) throws MediaException {
    int value = ue();
    if (value > most) {
      throw MediaException.of(Code.MALFORMED, what + " is " + value + ", the most is " + most);
    }
    return value;
  }

  /**
   * Reads a signed Exp-Golomb code, {@code se(v)}.
   *
   * @return the number
   * @throws MediaException {@link Code#TRUNCATED} if the code is not complete, {@link
   *     Code#MALFORMED} if it is longer than any that the standards allow
   */
  public int se() throws MediaException {
    int code = ue();
    int magnitude = (code >>> 1) + (code & 1);
    return (code & 1) == 0 ? -magnitude : magnitude;
  }

  /**
   * Says whether syntax elements come before the trailing bits of the RBSP, {@code
   * more_rbsp_data()} (ITU-T H.264 7.2, H.265 7.2).
   *
   * @return true if there is a bit before the last bit that is set
   */
  public boolean moreRbspData() {
    int last = lastByteOfData();
    while (next <= last && cached <= 48) {
      loadByte();
    }
    if (next <= last) {
      return true;
    }
    long left = cache & (1L << cached) - 1;
    return left != 0 && Long.numberOfTrailingZeros(left) < cached - 1;
  }

  /**
   * Says how many bits have been read, without emulation prevention bytes.
   *
   * @return the count since the reader was made
   */
  public long position() {
    return taken;
  }

  /**
   * Says whether the next bit is the first of a byte.
   *
   * @return true at a byte border
   */
  public boolean byteAligned() {
    return (taken & 7) == 0;
  }

  private void load() throws MediaException {
    if (!loadByte()) {
      throw MediaException.of(
          Code.TRUNCATED, "the bits end after " + (end - start) + " bytes, in a syntax element");
    }
  }

  private boolean loadByte() {
    if (next >= end) {
      return false;
    }
    int value = buffer.get(next++) & 0xFF;
    if (escaped) {
      if (zeros >= 2 && value == 3) {
        zeros = 0;
        return loadByte();
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    cache = cache << 8 | value;
    cached += 8;
    return true;
  }

  /** The byte that holds the stop bit; cabac_zero_words behind it are passed over. */
  private int lastByteOfData() {
    int last = end - 1;
    while (last >= start) {
      byte value = buffer.get(last);
      boolean prevention =
          escaped
              && value == 3
              && last - start >= 2
              && buffer.get(last - 1) == 0
              && buffer.get(last - 2) == 0;
      if (value != 0 && !prevention) {
        return last;
      }
      last--;
    }
    return last;
  }

  private static MediaException tooLong() {
    return MediaException.of(Code.MALFORMED, "an Exp-Golomb code is out of range");
  }
}
