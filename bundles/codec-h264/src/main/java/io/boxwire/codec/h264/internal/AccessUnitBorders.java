package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;

/**
 * Finds where one frame ends and the next begins (ITU-T H.264 7.4.1.2.3 and 7.4.1.2.4), and derives
 * the picture order count of each.
 *
 * <p>NAL units such as parameter sets behind a slice begin the next access unit only if the next
 * slice is of another picture; encoders do put some between the slices of one. So they are a mark,
 * and the next slice decides.
 */
final class AccessUnitBorders {
  /** Where a NAL unit belongs. */
  enum Place {
    /** To the frame at hand, or in front of the next picture. */
    HERE,
    /** It is the first slice of all. */
    FIRST_FRAME,
    /** It is the first slice of the next frame: the one at hand is complete. */
    NEXT_FRAME,
    /** It is a slice whose header can't be read, or whose parameter sets are missing. */
    NOT_DECODABLE
  }

  private final SliceHeaderReader slices;
  private final PictureOrder order = new PictureOrder();

  /** The first slice of the frame at hand, and of its second field; the last slice taken. */
  private SliceHeader first;

  private SliceHeader second;
  private SliceHeader last;
  private long orderCount;

  /** Colour planes, as bits, of which a slice of the picture began at macroblock 0. */
  private int planesBegun;

  /** An access unit delimiter or end of sequence was seen since the last slice. */
  private boolean pictureEnded;

  /** How many NAL units the frame at hand has if the next slice is not of it; -1 for all. */
  private int markedUnits = -1;

  private CompletedFrame completed;

  /**
   * A frame that is complete.
   *
   * @param units how many of the NAL units taken since the frame began belong to it
   * @param slice its first slice
   * @param orderCount its picture order count, the smaller one of its fields
   */
  record CompletedFrame(int units, SliceHeader slice, long orderCount) {}

  AccessUnitBorders(SliceHeaderReader slices) {
    this.slices = slices;
  }

  /**
   * Takes the next NAL unit.
   *
   * @param buffer holds it
   * @param offset index of its header
   * @param length its bytes
   * @param unitsBefore how many NAL units were taken since the frame at hand began
   */
  Place place(ByteBuffer buffer, int offset, int length, int unitsBefore) {
    int type = NalType.of(buffer.get(offset));
    if (!NalType.isSlice(type)) {
      if (inPicture()) {
        mark(type, unitsBefore);
      }
      return Place.HERE;
    }
    SliceHeader slice;
    try {
      slice = slices.read(buffer, offset, length);
    } catch (MediaException e) {
      return Place.NOT_DECODABLE;
    }
    Place place = placeSlice(slice, unitsBefore);
    markedUnits = -1;
    pictureEnded = false;
    return place;
  }

  /** Whether the frame at hand has a slice. */
  boolean inPicture() {
    return first != null;
  }

  /** The first slice of the frame at hand. */
  SliceHeader firstSlice() {
    return first;
  }

  /** The frame that ended when {@link Place#NEXT_FRAME} was said. */
  CompletedFrame completed() {
    return completed;
  }

  /**
   * Ends the frame at hand, as the stream does.
   *
   * @param unitsTaken how many NAL units were taken since it began
   */
  CompletedFrame finish(int unitsTaken) {
    completeAt(unitsTaken);
    first = null;
    return completed;
  }

  private void mark(int type, int unitsBefore) {
    if (markedUnits < 0 && (pictureEnded || NalType.beginsAccessUnit(type))) {
      markedUnits = unitsBefore;
    }
    pictureEnded |=
        type == NalType.ACCESS_UNIT_DELIMITER
            || type == NalType.END_OF_SEQUENCE
            || type == NalType.END_OF_STREAM;
  }

  private Place placeSlice(SliceHeader slice, int unitsBefore) {
    if (inPicture() && slice.redundantCount() > 0) {
      return Place.HERE;
    }
    int plane = slice.firstMb() == 0 ? 1 << slice.plane() : 0;
    boolean another =
        !inPicture()
            || pictureEnded
            || slice.beginsPictureAfter(last)
            || (plane & planesBegun) != 0;
    last = slice;
    if (!another) {
      planesBegun |= plane;
      return Place.HERE;
    }
    planesBegun = plane;
    if (inPicture() && second == null && slice.secondFieldOf(first)) {
      second = slice;
      orderCount = Math.min(orderCount, order.next(slice));
      return Place.HERE;
    }
    Place place = inPicture() ? Place.NEXT_FRAME : Place.FIRST_FRAME;
    if (inPicture()) {
      completeAt(unitsBefore);
    }
    first = slice;
    second = null;
    orderCount = order.next(slice);
    return place;
  }

  private void completeAt(int unitsTaken) {
    completed = new CompletedFrame(markedUnits < 0 ? unitsTaken : markedUnits, first, orderCount);
  }
}
