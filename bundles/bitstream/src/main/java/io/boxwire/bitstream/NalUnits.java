package io.boxwire.bitstream;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A list of NAL units in one buffer, as offsets and lengths in primitive arrays.
 *
 * <p>Made once and filled again for each access unit, it allocates nothing once it has grown. An
 * offset is the index of the NAL unit header; a length counts header and payload. Not safe for use
 * by two threads at once.
 */
public final class NalUnits {
  private int[] offsets = new int[16];
  private int[] lengths = new int[16];
  private final AnnexBScanner scanner = new AnnexBScanner();
  private int size;
  private long bytes;

  /** Makes an empty list. */
  public NalUnits() {}

  /**
   * Fills the list from a byte stream with start codes (Annex B), between the buffer's position and
   * limit.
   *
   * @param buffer complete NAL units; its position does not change
   * @return this list
   * @throws MediaException {@link Code#MALFORMED} if something other than zero bytes comes before
   *     the first start code
   */
  public NalUnits parseAnnexB(ByteBuffer buffer) throws MediaException {
    clear();
    int end = buffer.limit();
    scanner.begin(buffer.position());
    while (scanner.next(buffer, end)) {
      add(scanner.offset(), scanner.length());
    }
    if (scanner.last(buffer, end)) {
      add(scanner.offset(), scanner.length());
    }
    if (scanner.skipped() > 0) {
      throw MediaException.of(
          Code.MALFORMED, "the access unit does not begin with a start code (00 00 01)");
    }
    return this;
  }

  /**
   * Fills the list from NAL units each of which has its length before it (ISO/IEC 14496-15),
   * between the buffer's position and limit. NAL units of length 0 are passed over.
   *
   * @param buffer complete NAL units; its position does not change
   * @param lengthSize bytes in a length, 1 to 4
   * @return this list
   * @throws MediaException {@link Code#MALFORMED} if a length reaches beyond the buffer's limit or
   *     is cut
   */
  public NalUnits parseLengthPrefixed(ByteBuffer buffer, int lengthSize) throws MediaException {
    NalFraming.checkLengthSize(lengthSize);
    clear();
    int start = buffer.position();
    int end = buffer.limit();
    int at = start;
    while (at < end) {
      if (end - at < lengthSize) {
        throw MediaException.of(
            Code.MALFORMED,
            "a NAL unit length is cut at byte " + (at - start) + " of " + (end - start));
      }
      long length = NalFraming.readLength(buffer, at, lengthSize);
      if (length > end - at - lengthSize) {
        throw MediaException.of(
            Code.MALFORMED,
            "a NAL unit length of "
                + length
                + " at byte "
                + (at - start)
                + " reaches beyond the "
                + (end - start)
                + " bytes there are");
      }
      at += lengthSize;
      if (length > 0) {
        add(at, (int) length);
      }
      at += (int) length;
    }
    return this;
  }

  /**
   * Appends a NAL unit.
   *
   * @param offset index of its header
   * @param length its bytes
   */
  public void add(int offset, int length) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    offsets[size] = offset;
    lengths[size] = length;
    bytes += length;
    size++;
  }

  /** Empties the list; its room stays. */
  public void clear() {
    size = 0;
    bytes = 0;
  }

  /**
   * Takes NAL units out of the front.
   *
   * @param count how many, at most {@link #size()}
   */
  public void removeFirst(int count) {
    Objects.checkFromToIndex(count, size, size);
    for (int i = 0; i < count; i++) {
      bytes -= lengths[i];
    }
    size -= count;
    System.arraycopy(offsets, count, offsets, 0, size);
    System.arraycopy(lengths, count, lengths, 0, size);
  }

  /**
   * Moves all offsets down, after bytes were taken out of the front of the buffer.
   *
   * @param count how many bytes, at most the least offset
   */
  public void discarded(int count) {
    for (int i = 0; i < size; i++) {
      offsets[i] -= count;
    }
  }

  /**
   * How many NAL units there are.
   *
   * @return a count
   */
  public int size() {
    return size;
  }

  /**
   * Says whether the list is empty.
   *
   * @return true if it is
   */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Where a NAL unit begins.
   *
   * @param index 0 to {@code size() - 1}
   * @return index of its header in the buffer
   */
  public int offset(int index) {
    return offsets[Objects.checkIndex(index, size)];
  }

  /**
   * How long a NAL unit is.
   *
   * @param index 0 to {@code size() - 1}
   * @return bytes, header included
   */
  public int length(int index) {
    return lengths[Objects.checkIndex(index, size)];
  }

  /**
   * The bytes of all NAL units, without start codes or lengths.
   *
   * @return a count
   */
  public long bytes() {
    return bytes;
  }

  /**
   * A view of one NAL unit; nothing is copied.
   *
   * @param buffer the buffer that the list was filled from
   * @param index 0 to {@code size() - 1}
   * @return a slice that shares the buffer's bytes
   */
  public ByteBuffer slice(ByteBuffer buffer, int index) {
    return buffer.slice(offset(index), length(index));
  }

  /**
   * A copy of one NAL unit, to be kept.
   *
   * @param buffer the buffer that the list was filled from
   * @param index 0 to {@code size() - 1}
   * @return the bytes, header first
   */
  public byte[] copy(ByteBuffer buffer, int index) {
    byte[] copy = new byte[length(index)];
    buffer.get(offset(index), copy);
    return copy;
  }
}
