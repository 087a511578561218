package io.boxwire.itests.crash;

import io.boxwire.itests.swaps.load.Film;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How many frames of each track must be in what is left of a file.
 *
 * <p>Counted in the bytes that are known to be on the storage, and without any of our code: each
 * frame bears a mark, and those inside of a {@code mdat} that is all there count.
 *
 * @param video how many pictures, from the first
 * @param audio how many blocks, from the first
 */
record Promise(int video, int audio) {
  /** Nothing. */
  static final Promise NOTHING = new Promise(0, 0);

  private static final byte[] MARK = Film.MARK.getBytes(StandardCharsets.US_ASCII);
  private static final int MARK_BYTES = MARK.length + 12;

  /** What follows a mark in a block of a {@link Film}; in a picture it is the end of a message. */
  private static final byte SILENCE = (byte) 0xD5;

  /** The promise of a file that begins with these bytes. */
  static Promise of(byte[] file) {
    Promise promise = NOTHING;
    for (Boxes.Box box : Boxes.whole(file)) {
      if (box.mdat()) {
        promise = promise.plusMarks(file, box.content(), box.end());
      }
    }
    return promise;
  }

  private Promise plusMarks(byte[] file, int begin, int end) {
    int pictures = video;
    int blocks = audio;
    int at = begin;
    while (at + MARK_BYTES < end) {
      if (file[at] == MARK[0] && Arrays.equals(file, at, at + MARK.length, MARK, 0, MARK.length)) {
        if (file[at + MARK_BYTES] == SILENCE) {
          blocks++;
        } else {
          pictures++;
        }
        at += MARK_BYTES;
      } else {
        at++;
      }
    }
    return new Promise(pictures, blocks);
  }

  int of(int track) {
    return track == Film.VIDEO ? video : audio;
  }

  boolean nothing() {
    return video == 0 && audio == 0;
  }
}
