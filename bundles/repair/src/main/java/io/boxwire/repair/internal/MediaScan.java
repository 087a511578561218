package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;

/**
 * Goes through media data without an index and tells NAL units, by the lengths in front of them,
 * from what lies between.
 *
 * <p>From one NAL unit it goes to the next as long as they follow each other. Where none follows,
 * it looks on: first in steps of the blocks that the reference has there, then byte by byte.
 */
final class MediaScan {
  /** No NAL unit of a camera is larger. */
  private static final int LARGEST_UNIT = 32 << 20;

  /** How far is looked in steps of blocks. */
  private static final long MOST_BLOCKS = 256;

  /** Where a slice says what it refers to lies within so many bytes. */
  private static final int HEAD = 64;

  private static final int MOST_ZEROS = 64;

  /** Takes what is found, in order. */
  interface Sink {
    /**
     * A NAL unit.
     *
     * @param position of the length in front of it
     * @param unit valid during the call
     */
    void unit(long position, ByteBuffer unit) throws MediaException, InterruptedException;

    /**
     * Bytes that are no NAL units.
     *
     * @param from the first
     * @param to behind the last
     * @param unitFollows whether a NAL unit does, not the end of the data
     * @param zeros whether they are all 0, as what never reached the storage
     */
    void between(long from, long to, boolean unitFollows, boolean zeros)
        throws MediaException, InterruptedException;
  }

  private final MediaBytes bytes;
  private final NalPlausibility rules;
  private final int lengthSize;
  private final int block;
  private final StartCodeSearch startCodes;

  /**
   * Makes a scan.
   *
   * @param bytes the media data
   * @param rules what a NAL unit looks like
   * @param lengthSize bytes in the length in front of each
   * @param block how many bytes the samples have that lie between, if they are of one size; else 0
   */
  MediaScan(MediaBytes bytes, NalPlausibility rules, int lengthSize, int block) {
    this.bytes = bytes;
    this.rules = rules;
    this.lengthSize = lengthSize;
    this.block = block;
    this.startCodes = new StartCodeSearch(bytes);
  }

  /** Goes through all data. */
  void run(Sink sink) throws MediaException, InterruptedException {
    long at = bytes.start();
    while (at < bytes.end()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the repair was interrupted");
      }
      int length = unitAt(at);
      if (length > 0) {
        ByteBuffer unit = bytes.at(at + lengthSize, length);
        rules.learn(unit);
        sink.unit(at, unit);
        at += lengthSize + length;
      } else {
        long next = findUnit(at);
        sink.between(at, next, next < bytes.end(), zeros(at, next));
        at = next;
      }
    }
  }

  /** The length of the NAL unit at a place; 0 if there is none. */
  private int unitAt(long at) throws MediaException {
    int length = headerAt(at);
    if (length == 0) {
      return 0;
    }
    long start = at + lengthSize;
    ByteBuffer head = bytes.at(start, Math.min(length, HEAD));
    boolean followed =
        rules.kind(head) != NalPlausibility.Kind.LEADING || headerAt(start + length) > 0;
    // Reading on moved the window.
    boolean plausible = followed && rules.refersToKnownSet(bytes.at(start, head.remaining()));
    return plausible && startCodes.absent(start, start + length - zerosAtEnd(start, length))
        ? length
        : 0;
  }

  /** The length that is told at a place if a header that can be follows; else 0. */
  private int headerAt(long at) throws MediaException {
    long room = bytes.end() - at - lengthSize;
    if (room < 2) {
      return 0;
    }
    ByteBuffer head = bytes.at(at, lengthSize + 2);
    long length = 0;
    for (int i = 0; i < lengthSize; i++) {
      length = length << 8 | head.get(i) & 0xff;
    }
    if (length < 2 || length > room || length > LARGEST_UNIT) {
      return 0;
    }
    return rules.kind(head.position(lengthSize).slice()) == NalPlausibility.Kind.NONE
        ? 0
        : (int) length;
  }

  /** Some writers leave zeros behind a NAL unit. */
  private int zerosAtEnd(long start, int length) throws MediaException {
    int zeros = 0;
    while (zeros < Math.min(length - 1, MOST_ZEROS)
        && bytes.at(start + length - 1 - zeros, 1).get(0) == 0) {
      zeros++;
    }
    return zeros;
  }

  private long findUnit(long from) throws MediaException {
    for (long i = 1; block > 0 && i <= MOST_BLOCKS && from + i * block < bytes.end(); i++) {
      if (unitAt(from + i * block) > 0) {
        return from + i * block;
      }
    }
    for (long at = from + 1; at < bytes.end(); at++) {
      if (unitAt(at) > 0) {
        return at;
      }
    }
    return bytes.end();
  }

  private boolean zeros(long from, long to) throws MediaException {
    for (long at = from; at < to; at++) {
      if (bytes.at(at, 1).get(0) != 0) {
        return false;
      }
    }
    return true;
  }
}
