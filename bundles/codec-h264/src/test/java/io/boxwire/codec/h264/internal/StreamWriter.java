package io.boxwire.codec.h264.internal;

import java.io.ByteArrayOutputStream;

/**
 * A minimal H.264 encoder for what x264 can't write: field pairs, lone fields, all three picture
 * order types, memory management control operation 5, no usability information. Pictures of 32x32
 * samples; an I picture is a pattern in PCM, a P picture repeats its reference.
 */
final class StreamWriter {
  static final int FRAME_NUM_BITS = 4;
  static final int LSB_BITS = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int orderType;
  private boolean delimiters;

  StreamWriter(int orderType) {
    this.orderType = orderType;
  }

  /** What is coded of one picture. */
  enum Shape {
    FRAME,
    TOP,
    BOTTOM
  }

  /** From now on, an access unit delimiter goes in front of each access unit. */
  StreamWriter delimiters() {
    delimiters = true;
    return this;
  }

  /** Writes both parameter sets; the reorder depth is left out if negative. */
  StreamWriter sets(int reorderFrames) {
    delimiter();
    nal(spsBits(orderType, reorderFrames).nalUnit());
    BitWriter pps = new BitWriter().u(8, 0x68).ue(0).ue(0);
    pps.flag(false).flag(false).ue(0); // CAVLC, no order in frames, one slice group
    pps.ue(0).ue(0).flag(false).u(2, 0); // one reference, no weights
    pps.se(0).se(0).se(0).flag(true).flag(false).flag(false);
    nal(pps.nalUnit());
    return this;
  }

  static BitWriter spsBits(int orderType, int reorderFrames) {
    BitWriter sps = new BitWriter().u(8, 0x67).u(8, 77).u(8, 0).u(8, 10).ue(0);
    sps.ue(FRAME_NUM_BITS - 4).ue(orderType);
    if (orderType == 0) {
      sps.ue(LSB_BITS - 4);
    } else if (orderType == 1) {
      // Reference frames are 4 apart, others 2 before the next; a bottom field is 1 behind.
      sps.flag(false).se(-2).se(1).ue(1).se(4);
    }
    sps.ue(4).flag(false); // reference frames, no gaps
    sps.ue(1).ue(0).flag(false).flag(false).flag(true).flag(false); // 2 macroblocks by 2
    sps.flag(true); // usability information
    sps.u(4, 0); // no aspect ratio, overscan, signal type, chroma location
    sps.flag(true).u(32, 1).u(32, 50).flag(true); // timing: 25 frames a second
    sps.u(3, 0); // no HRD, no picture structure
    sps.flag(reorderFrames >= 0);
    if (reorderFrames >= 0) {
      sps.flag(true).ue(0).ue(0).ue(10).ue(10).ue(reorderFrames).ue(4);
    }
    return sps;
  }

  /** Writes an IDR picture. */
  StreamWriter idr(Shape shape, int idrPicId) {
    delimiter();
    BitWriter slice = head(5, 3, true, 0, shape).ue(idrPicId);
    order(slice, 0).flag(false).flag(false);
    return pcm(slice, shape);
  }

  /** Writes an I picture that is a reference and no IDR picture. */
  StreamWriter intra(Shape shape, int frameNum, int order) {
    delimiter();
    return pcm(order(head(1, 3, true, frameNum, shape), order).flag(false), shape);
  }

  /** Writes a P picture; one with {@code refIdc} 0 is no reference for others. */
  StreamWriter predicted(Shape shape, int refIdc, int frameNum, int order) {
    delimiter();
    BitWriter slice = order(head(1, refIdc, false, frameNum, shape), order);
    slice.flag(false).flag(false); // no override, no list modification
    if (refIdc != 0) {
      slice.flag(false);
    }
    return skipped(slice, shape);
  }

  /** Writes a P frame with memory management control operation 5. */
  StreamWriter resetting(int frameNum, int order) {
    delimiter();
    BitWriter slice = order(head(1, 1, false, frameNum, Shape.FRAME), order);
    slice.flag(false).flag(false).flag(true).ue(5).ue(0);
    return skipped(slice, Shape.FRAME);
  }

  private BitWriter head(int type, int refIdc, boolean intra, int frameNum, Shape shape) {
    BitWriter slice = new BitWriter().u(8, refIdc << 5 | type);
    slice.ue(0).ue(intra ? 7 : 5).ue(0).u(FRAME_NUM_BITS, frameNum);
    slice.flag(shape != Shape.FRAME);
    if (shape != Shape.FRAME) {
      slice.flag(shape == Shape.BOTTOM);
    }
    return slice;
  }

  /** Type 0: the count's low bits. Type 1: the difference from what the frame number says. */
  private BitWriter order(BitWriter slice, int order) {
    return switch (orderType) {
      case 0 -> slice.u(LSB_BITS, order & (1 << LSB_BITS) - 1);
      case 1 -> slice.se(order);
      default -> slice;
    };
  }

  private StreamWriter pcm(BitWriter slice, Shape shape) {
    slice.se(0).ue(1); // quantizer, no deblocking
    for (int mb = 0; mb < macroblocks(shape); mb++) {
      slice.ue(25).align();
      for (int i = 0; i < 256; i++) {
        slice.u(8, 40 + 3 * (i / 16) + 8 * (i % 16) + 20 * mb);
      }
      for (int i = 0; i < 128; i++) {
        slice.u(8, 128);
      }
    }
    nal(slice.nalUnit());
    return this;
  }

  private StreamWriter skipped(BitWriter slice, Shape shape) {
    nal(slice.se(0).ue(1).ue(macroblocks(shape)).nalUnit());
    return this;
  }

  private static int macroblocks(Shape shape) {
    return shape == Shape.FRAME ? 4 : 2;
  }

  private void delimiter() {
    if (delimiters) {
      nal(new byte[] {9, (byte) 0xF0});
    }
  }

  StreamWriter nal(byte[] unit) {
    out.writeBytes(new byte[] {0, 0, 0, 1});
    out.writeBytes(unit);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
