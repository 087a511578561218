package io.boxwire.itests.crash;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Checks a track that is spread over files: each frame is stored, whole and in order, and shown
 * once. A file may begin with frames that the one before has too, where pictures need them that are
 * shown later; an edit list hides them then in one of the two.
 */
final class Presented {
  private final Samples samples;
  private final int track;
  private final BitSet shown = new BitSet();
  private int next;
  private boolean begins;
  private boolean anywhere;

  Presented(Samples samples, int track) {
    this.samples = samples;
    this.track = track;
  }

  /** The files begin anywhere: what was before the first sample that comes counts as shown. */
  Presented fromTheMiddle() {
    anywhere = true;
    return this;
  }

  /** The next file begins. */
  void file() {
    begins = true;
  }

  /**
   * Takes the next sample of the file.
   *
   * @param isShown whether the edit list shows it
   */
  void take(byte[] sample, boolean isShown) {
    int number = Samples.number(sample);
    if (anywhere && isShown) {
      anywhere = false;
      next = Math.max(next, number);
      shown.set(0, number);
    } else if (anywhere) {
      return;
    }
    if (begins ? number > next : number != next) {
      throw wrong("frame " + number + " comes where " + next + " is due");
    }
    if (!Arrays.equals(sample, samples.make(track, number))) {
      throw wrong("frame " + number + " has other bytes");
    }
    if (isShown && shown.get(number)) {
      throw wrong("frame " + number + " is shown twice");
    }
    begins = false;
    next = number + 1;
    shown.set(number, shown.get(number) || isShown);
  }

  /** How many frames are there, each shown once. */
  int count() {
    if (shown.cardinality() != next) {
      throw wrong("frame " + shown.nextClearBit(0) + " is not shown");
    }
    return next;
  }

  private AssertionError wrong(String what) {
    return new AssertionError("track " + track + ": " + what);
  }
}
