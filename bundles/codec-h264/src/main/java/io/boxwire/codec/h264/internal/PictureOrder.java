package io.boxwire.codec.h264.internal;

import io.boxwire.codec.h264.internal.Sps.OrderSyntax;

/**
 * Derives picture order counts (ITU-T H.264 8.2.1) from slice headers, one picture after the other
 * in decoding order.
 */
final class PictureOrder {
  /** Type 0: of the reference picture before. */
  private long lastMsb;

  private long lastLsb;

  /** Types 1 and 2: of the picture before. */
  private long lastFrameNum;

  private long lastFrameNumOffset;

  /**
   * Takes the next picture.
   *
   * @param slice the header of its first slice
   * @return {@code PicOrderCnt} of the frame or field; 0 for one that resets the order
   */
  long next(SliceHeader slice) {
    return switch (slice.sps().order().type()) {
      case 0 -> byLsb(slice);
      case 1 -> byFrameNum(slice, slice.sps().order());
      default -> byDecodingOrder(slice);
    };
  }

  private long byLsb(SliceHeader slice) {
    if (slice.idr()) {
      lastMsb = 0;
      lastLsb = 0;
    }
    long period = 1L << slice.sps().order().lsbBits();
    long lsb = slice.orderLsb();
    long msb = lastMsb;
    if (lsb < lastLsb && lastLsb - lsb >= period / 2) {
      msb += period;
    } else if (lsb > lastLsb && lsb - lastLsb > period / 2) {
      msb -= period;
    }
    long top = msb + lsb;
    long bottom = slice.field() ? top : top + slice.orderDeltaBottom();
    long count = slice.field() ? top : Math.min(top, bottom);
    if (slice.resetsOrder()) {
      lastMsb = 0;
      lastLsb = slice.bottom() ? 0 : top - count;
      return 0;
    }
    if (slice.refIdc() != 0) {
      lastMsb = msb;
      lastLsb = lsb;
    }
    return count;
  }

  private long byFrameNum(SliceHeader slice, OrderSyntax order) {
    long frameNumOffset = frameNumOffset(slice);
    int[] offsets = order.offsets();
    long frames = offsets.length == 0 ? 0 : frameNumOffset + slice.frameNum();
    if (slice.refIdc() == 0 && frames > 0) {
      frames--;
    }
    long expected = 0;
    if (frames > 0) {
      long cycle = 0;
      for (int offset : offsets) {
        cycle += offset;
      }
      expected = (frames - 1) / offsets.length * cycle;
      for (int i = 0; i <= (frames - 1) % offsets.length; i++) {
        expected += offsets[i];
      }
    }
    if (slice.refIdc() == 0) {
      expected += order.offsetForNonRef();
    }
    long first = expected + slice.orderDelta0();
    long toBottom = order.offsetTopToBottom();
    long count =
        slice.field()
            ? first + (slice.bottom() ? toBottom : 0)
            : Math.min(first, first + toBottom + slice.orderDelta1());
    return keep(slice, frameNumOffset, count);
  }

  private long byDecodingOrder(SliceHeader slice) {
    long frameNumOffset = frameNumOffset(slice);
    long count = 2 * (frameNumOffset + slice.frameNum()) - (slice.refIdc() == 0 ? 1 : 0);
    return keep(slice, frameNumOffset, slice.idr() ? 0 : count);
  }

  private long frameNumOffset(SliceHeader slice) {
    if (slice.idr()) {
      return 0;
    }
    boolean wrapped = lastFrameNum > slice.frameNum();
    return lastFrameNumOffset + (wrapped ? 1L << slice.sps().frameNumBits() : 0);
  }

  private long keep(SliceHeader slice, long frameNumOffset, long count) {
    boolean reset = slice.resetsOrder();
    lastFrameNum = reset ? 0 : slice.frameNum();
    lastFrameNumOffset = reset ? 0 : frameNumOffset;
    return reset ? 0 : count;
  }
}
