package io.boxwire.codec.aac.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds ADTS frames in a window of a stream, and tells what is none.
 *
 * <p>Twelve bits of sync word occur by chance. A header counts if it is like those before it, or if
 * another of its kind stands where its frame ends; of a header like those before it whose frame
 * ends at something else, the length is believed unless a better sequence begins inside.
 */
final class AdtsScanner {
  private static final int ID3_HEADER = 10;
  private static final int ID3_V1 = 128;

  private Optional<AdtsHeader> last = Optional.empty();

  /** What a stream goes on with. */
  enum Kind {
    /** A frame. */
    FRAME,
    /** An ID3 tag. */
    TAG,
    /** Bytes that belong to no frame. */
    GARBAGE,
    /** The beginning of a frame that the end of the stream cuts off. */
    CUT_FRAME,
    /** More bytes are needed to tell. */
    UNKNOWN
  }

  /**
   * What lies at a position.
   *
   * @param kind what it is
   * @param length how many bytes of it, possibly more than are in the window
   * @param header the header of a frame
   */
  record Finding(Kind kind, long length, Optional<AdtsHeader> header) {
    static Finding of(Kind kind, long length) {
      return new Finding(kind, length, Optional.empty());
    }
  }

  /**
   * Tells what a window begins with.
   *
   * @param window at least one byte; not changed
   * @param end whether the stream ends with it
   */
  Finding look(ByteBuffer window, boolean end) {
    int at = window.position();
    int left = window.remaining();
    if (left < ID3_HEADER && !end) {
      return Finding.of(Kind.UNKNOWN, 0);
    }
    if (isId3(window, at)) {
      return Finding.of(Kind.TAG, id3Size(window, at));
    }
    if (end && left == ID3_V1 && startsWith(window, at, "TAG")) {
      return Finding.of(Kind.TAG, ID3_V1);
    }
    Optional<AdtsHeader> found = header(window, at);
    return found.isEmpty()
        ? Finding.of(Kind.GARBAGE, untilSync(window, at))
        : judge(window, found.get(), end);
  }

  /** A frame was taken: those that follow are expected to be like it. */
  void taken(AdtsHeader header) {
    last = Optional.of(header);
  }

  private Finding judge(ByteBuffer window, AdtsHeader header, boolean end) {
    int at = window.position();
    boolean familiar = last.filter(header::sameFormat).isPresent();
    long next = (long) at + header.frameLength();
    long behind = window.limit() - next;
    if (behind < ID3_HEADER && !end) {
      return Finding.of(Kind.UNKNOWN, 0);
    }
    if (behind >= 0 && goesOn(window, header, (int) next, familiar)) {
      return new Finding(Kind.FRAME, header.frameLength(), Optional.of(header));
    }
    if (!familiar) {
      return Finding.of(Kind.GARBAGE, 1);
    }
    int stop = (int) Math.min(next, window.limit());
    if (!end && window.limit() < stop + AdtsHeader.LONGEST_FRAME + ID3_HEADER) {
      return Finding.of(Kind.UNKNOWN, 0);
    }
    int better = sequenceInside(window, header, at + 1, stop);
    if (better >= 0) {
      return Finding.of(Kind.GARBAGE, better - at);
    }
    return behind < 0
        ? Finding.of(Kind.CUT_FRAME, window.remaining())
        : new Finding(Kind.FRAME, header.frameLength(), Optional.of(header));
  }

  /** Whether what lies behind a frame confirms it. */
  private static boolean goesOn(ByteBuffer window, AdtsHeader of, int next, boolean familiar) {
    if (window.limit() - next < AdtsHeader.BYTES) {
      return familiar || beginsAlike(window, next);
    }
    Optional<AdtsHeader> following = header(window, next);
    return following.filter(f -> familiar || f.sameFormat(of)).isPresent()
        || isId3(window, next)
        || window.limit() - next == ID3_V1 && startsWith(window, next, "TAG");
  }

  /** Whether the last bytes of a stream, too few for a header, begin one like that in front. */
  private static boolean beginsAlike(ByteBuffer window, int next) {
    int rest = window.limit() - next;
    // Two bytes hold nothing that changes from frame to frame.
    int compared = Math.min(2, rest);
    return window.slice(next, compared).equals(window.slice(window.position(), compared));
  }

  /** Where two frames of a kind follow each other inside what passes for one; -1 if nowhere. */
  private static int sequenceInside(ByteBuffer window, AdtsHeader kind, int from, int to) {
    for (int at = from; at < to; at++) {
      Optional<AdtsHeader> header = header(window, at).filter(kind::sameFormat);
      if (header.isPresent()) {
        long next = (long) at + header.get().frameLength();
        if (next == window.limit()
            || next < window.limit()
                && header(window, (int) next).filter(kind::sameFormat).isPresent()) {
          return at;
        }
      }
    }
    return -1;
  }

  private static Optional<AdtsHeader> header(ByteBuffer window, int at) {
    return window.limit() - at < AdtsHeader.BYTES ? Optional.empty() : AdtsHeader.read(window, at);
  }

  /** How many bytes lie in front of the next one that a header or tag could begin with. */
  private static int untilSync(ByteBuffer window, int at) {
    int next = at + 1;
    while (next < window.limit() && window.get(next) != (byte) 0xff && window.get(next) != 'I') {
      next++;
    }
    return next - at;
  }

  /** Whether an ID3 tag of version 2 begins here (id3v2.4.0-structure 3.1). */
  static boolean isId3(ByteBuffer window, int at) {
    if (window.limit() - at < ID3_HEADER || !startsWith(window, at, "ID3")) {
      return false;
    }
    boolean version = window.get(at + 3) != (byte) 0xff && window.get(at + 4) != (byte) 0xff;
    int size = window.getInt(at + 6);
    return version && (size & 0x80808080) == 0;
  }

  /** How many bytes an ID3 tag takes, header and footer included. */
  static long id3Size(ByteBuffer window, int at) {
    long size = 0;
    for (int i = 6; i < ID3_HEADER; i++) {
      size = size << 7 | window.get(at + i) & 0x7f;
    }
    boolean footer = (window.get(at + 5) & 0x10) != 0;
    return size + (footer ? 2 * ID3_HEADER : ID3_HEADER);
  }

  private static boolean startsWith(ByteBuffer window, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (window.limit() - at <= i || window.get(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
