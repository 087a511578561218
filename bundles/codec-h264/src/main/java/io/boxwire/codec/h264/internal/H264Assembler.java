package io.boxwire.codec.h264.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.AnnexBScanner;
import io.boxwire.bitstream.FrameTicks;
import io.boxwire.bitstream.NalUnits;
import io.boxwire.bitstream.PictureClock;
import io.boxwire.bitstream.StartCodes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a byte stream into frames. A frame is an access unit, or the two access units of a
 * complementary field pair (ISO/IEC 14496-15:2022 5.3.2: both fields make one sample).
 *
 * <p>Where a frame ends is known when the first slice of the next one has come ({@link
 * AccessUnitBorders}); when it is shown is known when the frames that precede it in presentation
 * have come ({@link PictureClock}). Until then its bytes stay in the caller's window.
 */
final class H264Assembler implements Assembler {
  private static final Logger LOG = LoggerFactory.getLogger(H264Assembler.class);

  /** A frame whose times are not known yet; its place counts from the start of the stream. */
  private record Pending(long start, int length, int[] units, boolean sync) {}

  private final OptionalInt timescale;
  private final FrameRateChoice rate;
  private final ParameterSetStore sets = new ParameterSetStore();
  private final AccessUnitBorders borders = new AccessUnitBorders(new SliceHeaderReader(sets));
  private final AnnexBScanner scanner = new AnnexBScanner();
  private final NalUnits current = new NalUnits();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  private ByteBuffer view = ByteBuffer.allocate(0);

  /** Where {@link #view} begins in the stream. */
  private long viewStart;

  /** Where the frame that is being put together begins in {@link #view}; -1 before its first. */
  private int currentStart = -1;

  private FrameTicks ticks;
  private PictureClock clock;
  private TrackFormat format;
  private long lastDecodeTime;
  private long lastCompositionTime;
  private boolean anyFrame;
  private int passedOver;

  H264Assembler(AssemblerOptions options) {
    this.timescale = options.timescale();
    this.rate = new FrameRateChoice(options.frameRate());
  }

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    view = window.slice();
    while (scanner.next(view, view.limit())) {
      take(scanner.startCode(), scanner.offset(), scanner.length());
      deliver(out);
    }
    int needed = firstByteNeeded();
    scanner.discarded(needed);
    current.discarded(needed);
    currentStart = currentStart < 0 ? -1 : currentStart - needed;
    viewStart += needed;
    view = view.slice(0, 0);
    window.position(window.position() + needed);
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    view = window.slice();
    while (scanner.next(view, view.limit())) {
      take(scanner.startCode(), scanner.offset(), scanner.length());
      deliver(out);
    }
    if (scanner.last(view, view.limit())) {
      take(scanner.startCode(), scanner.offset(), scanner.length());
    }
    if (scanner.skipped() > 0) {
      LOG.warn("{} bytes before the first start code belong to no NAL unit", scanner.skipped());
    }
    int end = view.limit();
    if (borders.inPicture()) {
      complete(borders.finish(current.size()), end);
    }
    if (clock != null) {
      clock.finish();
    }
    deliver(out);
    deliverRest(end, out);
    viewStart += end;
    view = view.slice(0, 0);
    window.position(window.limit());
  }

  @Override
  public Optional<TrackFormat> format() {
    return Optional.ofNullable(format);
  }

  /** Takes one NAL unit: it goes into the frame at hand, or ends it. */
  private void take(int startCode, int offset, int length) throws MediaException {
    if (NalType.isParameterSet(NalType.of(view.get(offset)))) {
      sets.put(view.slice(offset, length));
    }
    AccessUnitBorders.Place place = borders.place(view, offset, length, current.size());
    switch (place) {
      case NOT_DECODABLE -> {
        if (passesOver()) {
          return;
        }
      }
      case FIRST_FRAME -> {
        if (passedOver > 0) {
          LOG.warn("left out {} slices in front of the first parameter sets", passedOver);
        }
        start(borders.firstSlice().sps());
      }
      case NEXT_FRAME -> complete(borders.completed(), startCode);
      case HERE -> {}
    }
    if (currentStart < 0) {
      currentStart = startCode;
    }
    current.add(offset, length);
  }

  /** Leaves out a slice in front of the first parameter sets, which nobody can decode. */
  private boolean passesOver() {
    for (int i = 0; i < current.size(); i++) {
      if (NalType.isParameterSet(NalType.of(view.get(current.offset(i))))) {
        return false;
      }
    }
    if (anyFrame || borders.inPicture()) {
      return false;
    }
    passedOver++;
    current.clear();
    currentStart = -1;
    return true;
  }

  private void start(Sps sps) throws MediaException {
    ticks = rate.ticks(sps, timescale);
    clock = new PictureClock(ticks.frameDuration());
    format =
        TrackFormat.video(H264Codec.NAME, ticks.timescale())
            .size(sps.width(), sps.height())
            .build();
  }

  /**
   * Ends the frame at hand.
   *
   * @param frame what is known of it
   * @param takenEnd index behind what was taken so far
   */
  private void complete(AccessUnitBorders.CompletedFrame frame, int takenEnd) {
    int end = frame.units() < current.size() ? startCodeOf(frame.units()) : takenEnd;
    SliceHeader slice = frame.slice();
    if (slice.idr() || slice.resetsOrder() || !anyFrame) {
      startSequence(slice.sps());
    }
    clock.add(frame.orderCount());
    int[] units = places(frame.units());
    pending.add(new Pending(viewStart + currentStart, end - currentStart, units, slice.idr()));
    anyFrame = true;
    current.removeFirst(frame.units());
    currentStart = end;
  }

  private void startSequence(Sps sps) {
    OptionalInt told = sps.reorderDepth();
    if (told.isPresent()) {
      clock.startSequence(told.getAsInt());
    } else {
      clock.startUntoldSequence(Level.maxDpbFrames(sps));
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
    while (clock != null && clock.next()) {
      Pending frame = pending.remove();
      lastDecodeTime = clock.decodeTime();
      lastCompositionTime = Math.max(lastCompositionTime, clock.compositionTime());
      long composition = ticks.ticks(clock.compositionTime());
      long end = ticks.ticks(clock.compositionTime() + ticks.frameDuration());
      out.frame(
          Frame.on(1)
              .times(ticks.ticks(clock.decodeTime()), composition)
              .duration(end - composition)
              .randomAccess(frame.sync ? RandomAccess.SYNC : RandomAccess.NONE)
              .payload(view.slice((int) (frame.start - viewStart), frame.length))
              .units(frame.units)
              .build());
    }
  }

  /** Delivers NAL units behind the last picture, a frame without one. */
  private void deliverRest(int end, Receiver out) throws MediaException {
    if (current.isEmpty()) {
      if (viewStart + end > 0 && !anyFrame) {
        throw noPicture();
      }
      return;
    }
    if (clock == null) {
      Sps sps = sets.anySps();
      if (sps == null) {
        throw noPicture();
      }
      start(sps);
    }
    long step = anyFrame ? ticks.frameDuration() : 0;
    out.frame(
        Frame.on(1)
            .times(ticks.ticks(lastDecodeTime + step), ticks.ticks(lastCompositionTime + step))
            .payload(view.slice(currentStart, end - currentStart))
            .units(places(current.size()))
            .build());
    current.clear();
  }

  private static MediaException noPicture() {
    return MediaException.of(
        Code.MALFORMED, "no H.264 picture that could be decoded is in the stream");
  }

  private int firstByteNeeded() {
    if (!pending.isEmpty()) {
      return (int) (pending.peek().start - viewStart);
    }
    return current.isEmpty() ? scanner.keepFrom() : currentStart;
  }
}
