package io.boxwire.codec.h265.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.AnnexBScanner;
import io.boxwire.bitstream.FrameTicks;
import io.boxwire.bitstream.PictureClock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Cuts an HEVC byte stream into access units (ITU-T H.265 7.4.2.4.4) and times them by picture
 * order counts and a constant frame rate.
 *
 * <p>NAL units of other layers than the base layer belong to the access unit they come in. RASL
 * pictures whose references are missing, as at the head of a stream that was cut at a CRA picture,
 * are kept like all others: whether to show them is the decoder's business.
 *
 * <p>An access unit waits in the window until its composition time is known, that is, for as many
 * pictures as the stream reorders.
 */
final class HevcAssembler implements Assembler {
  private static final int TRACK = 1;
  private static final String CODEC = "h265";

  private final AssemblerOptions options;
  private final PictureOrder order = new PictureOrder();
  private final ArrayDeque<AccessUnit> waiting = new ArrayDeque<>();
  private AnnexBScanner scanner;
  private SetTable sets = SetTable.EMPTY;
  private AccessUnit open;
  private final StreamRate rate = new StreamRate();

  /** Known from the first picture on. */
  private FrameTicks ticks;

  private PictureClock clock;
  private TrackFormat format;

  /** Where the window stood after the last call, and at which byte of the stream that is. */
  private int windowPosition;

  private long streamPosition;
  private long endOfTimes;

  HevcAssembler(AssemblerOptions options) {
    this.options = options;
  }

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    follow(window);
    while (scanner.next(window, window.limit())) {
      take(window, out);
    }
    checkSkipped();
    deliver(window, out);
    int needed = firstNeeded();
    streamPosition += needed - window.position();
    window.position(needed);
    windowPosition = needed;
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    follow(window);
    while (scanner.next(window, window.limit())) {
      take(window, out);
    }
    if (scanner.last(window, window.limit())) {
      take(window, out);
    }
    checkSkipped();
    AccessUnit rest = null;
    if (open != null && open.hasPicture()) {
      close(window.limit(), window, out);
    } else if (open != null) {
      rest = open;
      rest.end(window.limit());
    }
    if (clock != null) {
      clock.finish();
      deliver(window, out);
    }
    if (rest != null) {
      deliverRest(rest, window, out);
    }
    open = null;
    window.position(window.limit());
  }

  @Override
  public Optional<TrackFormat> format() {
    return Optional.ofNullable(format);
  }

  /** The bytes kept from the last call now begin at the window's position, wherever that is. */
  private void follow(ByteBuffer window) {
    int moved = windowPosition - window.position();
    if (scanner == null) {
      scanner = new AnnexBScanner(window.position());
    } else if (moved != 0) {
      scanner.discarded(moved);
      waiting.forEach(unit -> unit.discarded(moved));
      if (open != null) {
        open.discarded(moved);
      }
    }
    windowPosition = window.position();
  }

  private int firstNeeded() {
    if (!waiting.isEmpty()) {
      return waiting.peek().start();
    }
    return open != null ? open.start() : scanner.keepFrom();
  }

  /** Takes the NAL unit that the scanner stands at. */
  private void take(ByteBuffer window, Receiver out) throws MediaException {
    checkSkipped();
    int at = scanner.offset();
    int length = scanner.length();
    if (length < NalType.HEADER_SIZE) {
      throw malformed(Code.MALFORMED, "a NAL unit of " + length + " bytes has no header", at);
    }
    int type = NalType.of(window, at);
    boolean base = NalType.layer(window, at) == 0;
    boolean firstSlice = base && NalType.isVcl(type) && beginsPicture(window, at, length);
    if (open != null
        && open.hasPicture()
        && base
        && (firstSlice || NalType.beginsAccessUnit(type))) {
      close(scanner.startCode(), window, out);
    }
    if (open == null) {
      open = new AccessUnit(scanner.startCode());
    }
    open.add(at, length);
    if (!base) {
      return;
    }
    try {
      if (firstSlice || (NalType.isVcl(type) && !open.hasPicture())) {
        takePicture(window, at, length, type);
      } else if (NalType.isParameterSet(type)) {
        sets = sets.with(type, window.slice(at, length));
      } else if (type == NalType.PREFIX_SEI && clock == null) {
        Sei.readLenient(window.slice(at, length), rate);
      } else if (type == NalType.EOS || type == NalType.EOB) {
        order.endSequence();
      }
    } catch (MediaException e) {
      throw malformed(e.code(), e.getMessage(), at);
    }
  }

  private static boolean beginsPicture(ByteBuffer window, int at, int length) {
    return length > NalType.HEADER_SIZE && window.get(at + NalType.HEADER_SIZE) < 0;
  }

  private void takePicture(ByteBuffer window, int at, int length, int type) throws MediaException {
    if (!beginsPicture(window, at, length)) {
      throw MediaException.of(Code.MALFORMED, "a picture begins without its first slice segment");
    }
    SliceHeader slice = SliceHeader.read(Rbsp.of(window, at, length), type, sets);
    Sps sps = slice.sps();
    if (clock == null) {
      start(rate.choose(options, sps, sets.vpsTiming(sps.vpsId())), sps.width(), sps.height());
    }
    int temporalId = NalType.temporalId(window, at);
    long count = order.next(type, temporalId, slice.orderCountLsb(), sps.orderCountBits());
    if (order.started()) {
      clock.startSequence(sps.reorderDepth());
    }
    clock.add(count);
    open.picture(type);
  }

  private void start(FrameTicks chosen, int width, int height) {
    ticks = chosen;
    clock = new PictureClock(chosen.frameDuration());
    format = TrackFormat.video(CODEC, chosen.timescale()).size(width, height).build();
  }

  private void close(int end, ByteBuffer window, Receiver out) throws MediaException {
    open.end(end);
    waiting.add(open);
    open = null;
    deliver(window, out);
  }

  private void deliver(ByteBuffer window, Receiver out) throws MediaException {
    while (!waiting.isEmpty() && clock.next()) {
      AccessUnit unit = waiting.remove();
      long decode = ticks.ticks(clock.decodeTime());
      long composition = ticks.ticks(clock.compositionTime());
      long end = ticks.ticks(clock.compositionTime() + ticks.frameDuration());
      endOfTimes = Math.max(endOfTimes, end);
      out.frame(
          Frame.on(TRACK)
              .times(decode, composition)
              .duration(end - composition)
              .randomAccess(unit.irap() ? RandomAccess.SYNC : RandomAccess.NONE)
              .payload(unit.payload(window))
              .units(unit.unitPairs())
              .build());
    }
  }

  private void deliverRest(AccessUnit rest, ByteBuffer window, Receiver out) throws MediaException {
    if (clock == null) {
      start(rate.chooseBlindly(options), 0, 0);
    }
    out.frame(
        Frame.on(TRACK)
            .time(endOfTimes)
            .payload(rest.payload(window))
            .units(rest.unitPairs())
            .build());
  }

  private void checkSkipped() throws MediaException {
    if (scanner.skipped() > 0) {
      throw MediaException.of(
          Code.MALFORMED,
          "the stream does not begin with a start code (00 00 01): "
              + scanner.skipped()
              + " bytes before the first");
    }
  }

  private MediaException malformed(Code code, String message, int index) {
    return MediaException.at(code, message, "", streamPosition + index - windowPosition);
  }
}
