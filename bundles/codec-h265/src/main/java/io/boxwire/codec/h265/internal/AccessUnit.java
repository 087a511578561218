package io.boxwire.codec.h265.internal;

import io.boxwire.bitstream.NalUnits;
import java.nio.ByteBuffer;

/** An access unit in the assembler's window: where it lies, and what of it times depend on. */
final class AccessUnit {
  private final NalUnits units = new NalUnits();
  private int start;
  private int end;
  private boolean hasPicture;
  private boolean hasParameterSets;
  private boolean irap;

  /**
   * Begins at a start code.
   *
   * @param start index of the start code in the window
   */
  AccessUnit(int start) {
    this.start = start;
  }

  void add(int offset, int length) {
    units.add(offset, length);
  }

  /** Says that the first slice of its base layer picture has come. */
  void picture(int nalType) {
    hasPicture = true;
    irap = NalType.isIrap(nalType);
  }

  /** Says whether a further NAL unit of the base layer is a parameter set. */
  void parameterSet(boolean is) {
    hasParameterSets |= is;
  }

  boolean hasParameterSets() {
    return hasParameterSets;
  }

  boolean hasPicture() {
    return hasPicture;
  }

  boolean irap() {
    return irap;
  }

  /** Says where it ends: at the start code of the next one. */
  void end(int index) {
    end = index;
  }

  int start() {
    return start;
  }

  /** Follows the bytes when they have moved down in the window. */
  void discarded(int count) {
    start -= count;
    end -= count;
    units.discarded(count);
  }

  ByteBuffer payload(ByteBuffer window) {
    return window.slice(start, end - start);
  }

  /** Starts and lengths of the NAL units from the payload's first byte on. */
  int[] unitPairs() {
    int[] pairs = new int[units.size() * 2];
    for (int i = 0; i < units.size(); i++) {
      pairs[2 * i] = units.offset(i) - start;
      pairs[2 * i + 1] = units.length(i);
    }
    return pairs;
  }
}
