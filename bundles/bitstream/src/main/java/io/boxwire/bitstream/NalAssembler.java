package io.boxwire.bitstream;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The part of an assembler that is the same for all codecs whose stream is made of NAL units with
 * start codes: it finds the NAL units, puts them together to frames, and holds the frames in the
 * caller's window until their times are known.
 *
 * <p>What belongs to the codec is left to a subclass, which is handed the stream NAL unit by NAL
 * unit in {@link #take}. There it says {@link #start start} when it knows the format, {@link
 * #endFrame endFrame} when a NAL unit begins the next frame, and adds each picture to the {@link
 * #clock()}, in decoding order and one for each frame.
 *
 * <pre>{@code
 * protected void take(ByteBuffer buffer, int offset, int length) throws MediaException {
 *   if (beginsPicture(buffer, offset, length)) {
 *     if (started()) {
 *       endFrame(unitsInFrame(), RandomAccess.SYNC);
 *     } else {
 *       start(FrameTicks.choose(options, 0, 0), width, height);
 *       clock().startSequence(0);
 *     }
 *     clock().add(pictures++);
 *   }
 * }
 * }</pre>
 *
 * <p>NAL units behind the last picture make a frame without a picture. Left out, and reported, is
 * only what nobody could use: bytes before the first start code, and what {@link #leaveOut} says.
 */
@ConsumerType
public abstract class NalAssembler implements Assembler {
  private static final int TRACK = 1;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A frame whose times are not known yet; its place counts from the start of the stream. */
  private record Pending(long start, int length, int[] units, RandomAccess randomAccess) {}

  private final String codec;
  private final AnnexBScanner scanner = new AnnexBScanner();
  private final NalUnits current = new NalUnits();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  /** The window of this call, and where it begins in the stream. */
  private ByteBuffer view = NOTHING;

  private long viewStart;

  /** Where the frame that is being put together begins in the view; -1 before its first unit. */
  private int currentStart = -1;

  /** Index behind what was taken so far: where the NAL unit begins that is being taken. */
  private int takenEnd;

  private FrameTicks ticks;
  private PictureClock clock;
  private TrackFormat format;
  private long endOfTimes;
  private boolean leavesOut;
  private int unitsLeftOut;
  private boolean reported;

  /**
   * Makes an assembler that has seen nothing.
   *
   * @param codec the codec's name, for the track's format
   */
  protected NalAssembler(String codec) {
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  /**
   * Takes the next NAL unit. It goes into the frame at hand, behind those that {@link
   * #unitsInFrame()} counts, unless {@link #endFrame} or {@link #leaveOut} is called.
   *
   * @param buffer holds it; valid during the call
   * @param offset index of its header
   * @param length its bytes, at least 1
   * @throws MediaException if the stream can't be passed on; its place in the stream is added
   */
  protected abstract void take(ByteBuffer buffer, int offset, int length) throws MediaException;

  /** Takes the end of the stream: {@link #endFrame} is due if the frame at hand has a picture. */
  protected abstract void endStream();

  /**
   * Calls {@link #start}, for a stream that has ended without a picture.
   *
   * @throws MediaException {@link Code#MALFORMED} if the stream tells no format either
   */
  protected abstract void startWithoutPicture() throws MediaException;

  /**
   * Says whether {@link #start} was called.
   *
   * @return true if format and clock are there
   */
  protected final boolean started() {
    return clock != null;
  }

  /**
   * Begins the track, before its first picture is added to the clock.
   *
   * @param frameTicks the frame rate and timescale
   * @param width pixels, at least 1
   * @param height pixels, at least 1
   */
  protected final void start(FrameTicks frameTicks, int width, int height) {
    ticks = frameTicks;
    clock = new PictureClock(frameTicks.frameDuration());
    format = TrackFormat.video(codec, frameTicks.timescale()).size(width, height).build();
  }

  /**
   * Puts the pictures in order.
   *
   * @return the clock, once started
   */
  protected final PictureClock clock() {
    return clock;
  }

  /**
   * How many NAL units the frame at hand has, without the one that is being taken.
   *
   * @return a count
   */
  protected final int unitsInFrame() {
    return current.size();
  }

  /**
   * Ends the frame at hand.
   *
   * @param units how many of its NAL units belong to it; the others begin the next one
   * @param randomAccess how decoding can start at it
   */
  protected final void endFrame(int units, RandomAccess randomAccess) {
    int end = units < current.size() ? startCodeOf(units) : takenEnd;
    pending.add(
        new Pending(viewStart + currentStart, end - currentStart, places(units), randomAccess));
    current.removeFirst(units);
    currentStart = end;
  }

  /**
   * Leaves out the NAL unit that is being taken, and all of the frame at hand: it is of a picture
   * in front of the first parameter sets.
   */
  protected final void leaveOut() {
    leavesOut = true;
  }

  @Override
  public final void assemble(ByteBuffer window, Receiver out) throws MediaException {
    scan(window, out);
    int needed = firstByteNeeded();
    scanner.discarded(needed);
    current.discarded(needed);
    currentStart = currentStart < 0 ? -1 : currentStart - needed;
    release(window, needed);
  }

  @Override
  public final void finish(ByteBuffer window, Receiver out) throws MediaException {
    scan(window, out);
    if (scanner.last(view, view.limit())) {
      takeUnit(out);
    }
    takenEnd = view.limit();
    endStream();
    if (started()) {
      clock.finish();
      deliver(out);
    }
    report(out);
    boolean empty = viewStart + view.limit() == 0;
    if (!started() && !empty) {
      startWithoutPicture();
    }
    if (!current.isEmpty()) {
      deliverRest(out);
    }
    release(window, window.remaining());
  }

  @Override
  public final Optional<TrackFormat> format() {
    return Optional.ofNullable(format);
  }

  private void scan(ByteBuffer window, Receiver out) throws MediaException {
    view = window.slice();
    while (scanner.next(view, view.limit())) {
      takeUnit(out);
    }
  }

  /** Takes the NAL unit that the scanner stands at. */
  private void takeUnit(Receiver out) throws MediaException {
    takenEnd = scanner.startCode();
    try {
      take(view, scanner.offset(), scanner.length());
    } catch (MediaException e) {
      throw e.code() == Code.BAD_REQUEST
          ? e
          : MediaException.at(e.code(), e.getMessage(), "", viewStart + scanner.offset());
    }
    if (leavesOut) {
      unitsLeftOut += current.size() + 1;
      leavesOut = false;
      current.clear();
      currentStart = -1;
    } else {
      currentStart = currentStart < 0 ? scanner.startCode() : currentStart;
      current.add(scanner.offset(), scanner.length());
    }
    if (started()) {
      deliver(out);
    }
  }

  /** Where the first units of the frame at hand lie, from the start of the frame. */
  private int[] places(int count) {
    int[] places = new int[count * 2];
    for (int i = 0; i < count; i++) {
      places[2 * i] = current.offset(i) - currentStart;
      places[2 * i + 1] = current.length(i);
    }
    return places;
  }

  private int startCodeOf(int unit) {
    int at = current.offset(unit) - StartCodes.PREFIX;
    while (at > currentStart && view.get(at - 1) == 0) {
      at--;
    }
    return at;
  }

  /** Delivers the frames whose times are known by now. */
  private void deliver(Receiver out) throws MediaException {
    report(out);
    while (!pending.isEmpty() && clock.next()) {
      Pending frame = pending.remove();
      long composition = ticks.ticks(clock.compositionTime());
      long end = ticks.ticks(clock.compositionTime() + ticks.frameDuration());
      endOfTimes = Math.max(endOfTimes, end);
      out.frame(
          Frame.on(TRACK)
              .times(ticks.ticks(clock.decodeTime()), composition)
              .duration(end - composition)
              .randomAccess(frame.randomAccess)
              .payload(view.slice((int) (frame.start - viewStart), frame.length))
              .units(frame.units)
              .build());
    }
  }

  /** Delivers NAL units behind the last picture, a frame without one. */
  private void deliverRest(Receiver out) throws MediaException {
    out.frame(
        Frame.on(TRACK)
            .time(endOfTimes)
            .payload(view.slice(currentStart, view.limit() - currentStart))
            .units(places(current.size()))
            .build());
    current.clear();
  }

  /** Says once what is left out in front of the first picture. */
  private void report(Receiver out) {
    if (reported) {
      return;
    }
    reported = true;
    if (scanner.skipped() > 0) {
      skipped(out, scanner.skipped() + " bytes before the first start code are left out");
    }
    if (unitsLeftOut > 0) {
      boolean one = unitsLeftOut == 1;
      skipped(
          out,
          unitsLeftOut
              + (one ? " NAL unit" : " NAL units")
              + " in front of the first parameter sets can't be decoded and "
              + (one ? "is" : "are")
              + " left out");
    }
  }

  private static void skipped(Receiver out, String message) {
    out.event(MediaEvent.onTrack(MediaEvent.Kind.INPUT_SKIPPED, TRACK, message));
  }

  private int firstByteNeeded() {
    if (!pending.isEmpty()) {
      return (int) (pending.peek().start - viewStart);
    }
    return current.isEmpty() ? scanner.keepFrom() : currentStart;
  }

  private void release(ByteBuffer window, int count) {
    viewStart += count;
    view = NOTHING;
    window.position(window.position() + count);
  }
}
