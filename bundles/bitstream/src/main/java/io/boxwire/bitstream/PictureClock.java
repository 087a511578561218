package io.boxwire.bitstream;

/**
 * Gives the pictures of a raw video stream decode and composition times, from their decoding order
 * and picture order counts, at a constant frame rate.
 *
 * <p>Pictures are presented in the order of their counts within a coded video sequence, and
 * sequence after sequence, by the bumping process (ITU-T H.264 C.4.5.3, H.265 C.5.2.4): one is
 * presented when more wait than the reorder depth. Each presented picture lasts one frame duration.
 *
 * <p>Decode times begin at 0, rise strictly, and are never above the composition time of the same
 * picture. How far they lie before is the reorder depth that the stream tells, or, where it tells
 * none, what its pictures turn out to need: a stream that never reorders has equal times. When a
 * later sequence needs more, decode times move closer together for a few pictures, so that
 * presentation goes on without a gap; the distance never shrinks again.
 *
 * <pre>{@code
 * clock.startSequence(2);
 * for (int count : new int[] {0, 8, 4, 2, 6}) { clock.add(count); }
 * while (clock.next()) { use(clock.decodeTime(), clock.compositionTime()); }
 * }</pre>
 *
 * <p>A stream that holds a picture back for more than {@value #MAX_PENDING} others has them
 * presented as they stand, so memory is bounded. Not safe for use by two threads at once.
 */
public final class PictureClock {
  /** The deepest reordering that any level allows. */
  public static final int MAX_DEPTH = 16;

  /** The most pictures that may be without a composition time. */
  public static final int MAX_PENDING = 1024;

  private static final long UNKNOWN = -1;

  /** In {@link #depths}: of a sequence that does not tell. */
  private static final byte UNTOLD = -1;

  private final long frameDuration;

  /** Presentation numbers of the pictures not yet taken, a ring in decoding order. */
  private final long[] numbers = new long[MAX_PENDING];

  /** The depth told for each of them. */
  private final byte[] depths = new byte[MAX_PENDING];

  /** Pictures that wait for presentation: their counts, and their decoding numbers. */
  private final long[] waitingCounts = new long[MAX_DEPTH + 1];

  private final long[] waitingPictures = new long[MAX_DEPTH + 1];
  private int waiting;

  private int depth;
  private boolean told = true;

  /** How many frame durations an even decode time lies before the least composition time. */
  private int shift;

  private int firstShift;
  private long added;
  private long presented;
  private long taken;
  private long decodeTime = UNKNOWN;
  private long compositionTime;

  /**
   * Makes a clock.
   *
   * @param frameDuration ticks that one picture lasts, at least 1; only with {@code MAX_DEPTH + 2}
   *     or more do decode times rise strictly whatever the stream does
   * @throws IllegalArgumentException if the duration is less than 1
   */
  public PictureClock(long frameDuration) {
    if (frameDuration < 1) {
      throw new IllegalArgumentException("a frame duration of " + frameDuration + " ticks");
    }
    this.frameDuration = frameDuration;
  }

  /**
   * Begins a coded video sequence: pictures that wait are presented before any that follow, and
   * counts start anew. To be called before the first picture, and for each picture that resets the
   * order (IDR, memory management control operation 5, IRAP with NoRaslOutputFlag).
   *
   * @param reorderDepth how many pictures may precede one in decoding order and follow it in
   *     presentation order; taken as 0 to {@link #MAX_DEPTH}
   */
  public void startSequence(int reorderDepth) {
    start(reorderDepth);
    told = true;
  }

  /**
   * Begins a coded video sequence, as {@link #startSequence} does, that does not tell its reorder
   * depth.
   *
   * @param deepest the reorder depth that it can't exceed; taken as 0 to {@link #MAX_DEPTH}. The
   *     greater it is, the longer pictures wait; decode times do not depend on it
   */
  public void startUntoldSequence(int deepest) {
    start(deepest);
    told = false;
  }

  private void start(int mostReordered) {
    presentAll();
    depth = Math.max(0, Math.min(mostReordered, MAX_DEPTH));
  }

  /**
   * Adds the next picture in decoding order.
   *
   * @param orderCount its picture order count within the sequence; of a frame or complementary
   *     field pair, the smaller one of its fields
   * @throws IllegalStateException if {@link #MAX_PENDING} pictures have their times and were not
   *     taken
   */
  public void add(long orderCount) {
    if (added - taken == MAX_PENDING) {
      throw new IllegalStateException("take the times of pictures before adding more");
    }
    numbers[slot(added)] = UNKNOWN;
    depths[slot(added)] = told ? (byte) depth : UNTOLD;
    insert(orderCount, added);
    added++;
    while (waiting > depth) {
      presentFirst();
    }
    if (added - taken == MAX_PENDING) {
      presentAll();
    }
  }

  /** Ends the stream: pictures that wait are presented. */
  public void finish() {
    presentAll();
  }

  /**
   * How many pictures were added and not taken.
   *
   * @return a count
   */
  public int pending() {
    return (int) (added - taken);
  }

  /**
   * Goes to the next picture in decoding order, if its composition time is known yet.
   *
   * @return true if {@link #decodeTime()} and {@link #compositionTime()} tell its times
   */
  public boolean next() {
    if (taken == added || numbers[slot(taken)] == UNKNOWN) {
      return false;
    }
    int needed = depths[slot(taken)] == UNTOLD ? depthSeen() : depths[slot(taken)];
    shift = Math.max(shift, needed);
    if (taken == 0) {
      firstShift = shift;
    }
    compositionTime = (firstShift + numbers[slot(taken)]) * frameDuration;
    // Where the shift grew, the even time lies before what was given out already. Steps this small
    // have caught up before the first picture that is presented earlier than an even time allows:
    // all that is presented before the last picture taken was known, and counted, by then.
    long even = (firstShift + taken - shift) * frameDuration;
    long least = taken == 0 ? 0 : decodeTime + Math.max(1, frameDuration / (MAX_DEPTH + 2));
    decodeTime = Math.max(even, least);
    taken++;
    return true;
  }

  /**
   * Decode time of the picture that {@link #next()} went to.
   *
   * @return ticks since the decode time of the first picture
   */
  public long decodeTime() {
    return decodeTime;
  }

  /**
   * Composition time of the picture that {@link #next()} went to.
   *
   * @return ticks since the decode time of the first picture
   */
  public long compositionTime() {
    return compositionTime;
  }

  /**
   * The most that any picture not taken yet is presented earlier than decoded. Those that wait are
   * presented after all that wait before them.
   */
  private int depthSeen() {
    long most = 0;
    for (long picture = taken; picture < added; picture++) {
      long number = numbers[slot(picture)];
      most = number == UNKNOWN ? most : Math.max(most, picture - number);
    }
    for (int i = 0; i < waiting; i++) {
      most = Math.max(most, waitingPictures[i] - (presented + i));
    }
    return (int) Math.min(most, MAX_DEPTH);
  }

  /** Keeps the waiting pictures in order; pictures of one count stay in decoding order. */
  private void insert(long orderCount, long picture) {
    int at = waiting;
    while (at > 0 && waitingCounts[at - 1] > orderCount) {
      waitingCounts[at] = waitingCounts[at - 1];
      waitingPictures[at] = waitingPictures[at - 1];
      at--;
    }
    waitingCounts[at] = orderCount;
    waitingPictures[at] = picture;
    waiting++;
  }

  private void presentFirst() {
    numbers[slot(waitingPictures[0])] = presented++;
    waiting--;
    System.arraycopy(waitingCounts, 1, waitingCounts, 0, waiting);
    System.arraycopy(waitingPictures, 1, waitingPictures, 0, waiting);
  }

  private void presentAll() {
    while (waiting > 0) {
      presentFirst();
    }
  }

  private static int slot(long picture) {
    return (int) (picture % MAX_PENDING);
  }
}
