package io.boxwire.bitstream;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The NAL units of a frame, where they lie in its slices.
 *
 * <p>A frame of one slice is searched at most once, and not at all if it comes with {@link
 * Frame#units()}. Slices that each begin with a NAL unit, as when held parameter sets were put in
 * front of a picture, are taken one by one; only a payload whose NAL units go across slices is
 * joined by a copy.
 *
 * <p>Made once and filled again for each frame. Not safe for use by two threads at once.
 */
public final class FrameUnits {
  private static final int LENGTH_SIZE = 4;

  private final NalUnits units = new NalUnits();
  private final NalUnits ofBuffer = new NalUnits();
  private final List<ByteBuffer> buffers = new ArrayList<>();

  /** For each buffer, how many NAL units there are up to its end. */
  private int[] ends = new int[4];

  /** Makes an empty list. */
  public FrameUnits() {}

  /**
   * Fills the list.
   *
   * @param frame a frame with a payload in memory; its slices stay as they are
   * @param form STREAM for start codes, LENGTH_PREFIXED for 4-byte lengths
   * @return this list, valid as long as the frame's memory is
   * @throws MediaException {@link Code#MALFORMED} if start codes or lengths are wrong, {@link
   *     Code#UNSUPPORTED} for another form
   */
  public FrameUnits parse(Frame frame, PayloadForm form) throws MediaException {
    clear();
    if (form == PayloadForm.STORED) {
      throw MediaException.of(Code.UNSUPPORTED, "a stored payload is not searched for NAL units");
    }
    List<ByteBuffer> slices = frame.slices();
    if (slices.size() == 1 && frame.unitsKnown()) {
      // At once: then the compiler knows that it is there, and does without what it is wrapped in.
      int[] known = frame.units().orElseThrow();
      takeKnown(slices.get(0), known);
    } else if (slices.size() < 2 || eachBeginsAUnit(slices, form)) {
      for (int i = 0; i < slices.size(); i++) {
        parse(slices.get(i), form);
      }
    } else {
      parse(frame.payload(), form);
    }
    return this;
  }

  /** Empties the list and lets go of the buffers; its room stays. */
  public void clear() {
    units.clear();
    buffers.clear();
  }

  /**
   * How many NAL units there are.
   *
   * @return a count
   */
  public int size() {
    return units.size();
  }

  /**
   * The buffer that a NAL unit lies in.
   *
   * @param index 0 to {@code size() - 1}
   * @return one of the frame's slices, or a joined copy of them
   */
  public ByteBuffer buffer(int index) {
    int at = 0;
    while (ends[at] <= index) {
      at++;
    }
    return buffers.get(at);
  }

  /**
   * Where a NAL unit begins.
   *
   * @param index 0 to {@code size() - 1}
   * @return index of its header in its buffer
   */
  public int offset(int index) {
    return units.offset(index);
  }

  /**
   * How long a NAL unit is.
   *
   * @param index 0 to {@code size() - 1}
   * @return bytes, header included
   */
  public int length(int index) {
    return units.length(index);
  }

  /**
   * A view of one NAL unit; nothing is copied.
   *
   * @param index 0 to {@code size() - 1}
   * @return a slice that shares the frame's bytes
   */
  public ByteBuffer slice(int index) {
    return units.slice(buffer(index), index);
  }

  private void parse(ByteBuffer buffer, PayloadForm form) throws MediaException {
    if (form == PayloadForm.STREAM) {
      addAll(buffer, ofBuffer.parseAnnexB(buffer));
    } else {
      addAll(buffer, ofBuffer.parseLengthPrefixed(buffer, LENGTH_SIZE));
    }
  }

  private void takeKnown(ByteBuffer slice, int[] startsAndLengths) throws MediaException {
    ofBuffer.clear();
    for (int i = 0; i + 1 < startsAndLengths.length; i += 2) {
      int start = startsAndLengths[i];
      int length = startsAndLengths[i + 1];
      if (start < 0 || length < 1 || start > slice.remaining() - length) {
        throw MediaException.of(
            Code.MALFORMED,
            "a NAL unit at " + start + " of " + length + " bytes is not within its payload");
      }
      ofBuffer.add(slice.position() + start, length);
    }
    addAll(slice, ofBuffer);
  }

  private void addAll(ByteBuffer buffer, NalUnits found) {
    for (int i = 0; i < found.size(); i++) {
      units.add(found.offset(i), found.length(i));
    }
    if (buffers.size() == ends.length) {
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    ends[buffers.size()] = units.size();
    buffers.add(buffer);
  }

  private static boolean eachBeginsAUnit(List<ByteBuffer> slices, PayloadForm form) {
    for (ByteBuffer slice : slices) {
      boolean begins =
          form == PayloadForm.STREAM ? beginsWithStartCode(slice) : holdsWholeLengths(slice);
      if (!begins) {
        return false;
      }
    }
    return true;
  }

  private static boolean beginsWithStartCode(ByteBuffer slice) {
    int zeros = 0;
    for (int i = slice.position(); i < slice.limit(); i++) {
      if (slice.get(i) != 0) {
        return slice.get(i) == 1 && zeros >= 2;
      }
      zeros++;
    }
    return false;
  }

  private static boolean holdsWholeLengths(ByteBuffer slice) {
    long at = slice.position();
    while (at <= slice.limit() - LENGTH_SIZE) {
      at += LENGTH_SIZE + NalFraming.readLength(slice, (int) at, LENGTH_SIZE);
    }
    return at == slice.limit();
  }
}
