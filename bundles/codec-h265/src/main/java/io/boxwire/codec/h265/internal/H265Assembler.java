package io.boxwire.codec.h265.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.AnnexBScanner;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts an HEVC byte stream into access units (ITU-T H.265 7.4.2.4.4), with times by {@link
 * PictureTimes}.
 *
 * <p>NAL units of other layers than the base layer belong to the access unit they come in. RASL
 * pictures whose references are missing, as at the head of a stream that was cut at a CRA picture,
 * are kept like all others: whether to show them is the decoder's business. Left out, with a
 * warning, is only what nobody could use: bytes before the first start code, and pictures before
 * the first parameter sets.
 *
 * <p>An access unit waits in the window until its composition time is known, that is, for as many
 * pictures as the stream reorders.
 */
final class H265Assembler implements Assembler {
  private static final Logger LOG = LoggerFactory.getLogger(H265Assembler.class);
  private static final int TRACK = 1;

  private final PictureTimes times;
  private final ArrayDeque<AccessUnit> waiting = new ArrayDeque<>();
  private AnnexBScanner scanner;

  /** The access unit that is not complete; null before the first and behind the last. */
  private AccessUnit open;

  /** Where the window stood after the last call, and at which byte of the stream that is. */
  private int windowPosition;

  private long streamPosition;
  private long endOfTimes;
  private int leftOut;

  H265Assembler(AssemblerOptions options) {
    this.times = new PictureTimes(options);
  }

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    scan(window, out);
    int needed = firstNeeded();
    streamPosition += needed - window.position();
    window.position(needed);
    windowPosition = needed;
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    scan(window, out);
    if (scanner.last(window, window.limit())) {
      take(window, out);
    }
    if (open != null) {
      open.end(window.limit());
      if (open.hasPicture()) {
        waiting.add(open);
        open = null;
      }
    }
    times.finish();
    deliver(window, out);
    boolean empty = streamPosition == 0 && !window.hasRemaining();
    if (!times.started() && !empty) {
      times.startWithoutPicture();
    }
    if (open != null) {
      deliverRest(window, out);
    }
    if (scanner.skipped() > 0) {
      LOG.warn("{} bytes before the first start code are left out", scanner.skipped());
    }
    window.position(window.limit());
  }

  @Override
  public Optional<TrackFormat> format() {
    return Optional.ofNullable(times.format());
  }

  private void scan(ByteBuffer window, Receiver out) throws MediaException {
    follow(window);
    while (scanner.next(window, window.limit())) {
      take(window, out);
    }
    deliver(window, out);
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
    int at = scanner.offset();
    int length = scanner.length();
    // Of one byte there is no layer and no more; it belongs to where it lies.
    boolean base = length >= NalType.HEADER_SIZE && NalType.layer(window, at) == 0;
    int type = NalType.of(window, at);
    boolean slice = base && NalType.isVcl(type);
    boolean begins = slice ? beginsPicture(window, at, length) : NalType.beginsAccessUnit(type);
    if (base && begins && open != null && open.hasPicture()) {
      open.end(scanner.startCode());
      waiting.add(open);
      open = null;
      deliver(window, out);
    }
    if (open == null) {
      open = new AccessUnit(scanner.startCode());
    }
    open.add(at, length);
    if (slice && !open.hasPicture()) {
      takePicture(type, window, at, length);
    } else if (base && !slice) {
      open.parameterSet(NalType.isParameterSet(type));
      times.take(type, window.slice(at, length));
    }
  }

  private static boolean beginsPicture(ByteBuffer window, int at, int length) {
    return length > NalType.HEADER_SIZE && window.get(at + NalType.HEADER_SIZE) < 0;
  }

  private void takePicture(int type, ByteBuffer window, int at, int length) throws MediaException {
    try {
      times.takePicture(type, window.slice(at, length));
      open.picture(type);
    } catch (MediaException e) {
      if (open.hasParameterSets()) {
        long offset = streamPosition + at - windowPosition;
        throw MediaException.at(e.code(), e.getMessage(), "", offset);
      }
      if (leftOut++ == 0) {
        LOG.warn("pictures before the first parameter sets are left out: {}", e.getMessage());
      }
      open = null;
    }
  }

  private void deliver(ByteBuffer window, Receiver out) throws MediaException {
    while (!waiting.isEmpty() && times.next()) {
      AccessUnit unit = waiting.remove();
      endOfTimes = Math.max(endOfTimes, times.endTime());
      out.frame(
          Frame.on(TRACK)
              .times(times.decodeTime(), times.compositionTime())
              .duration(times.endTime() - times.compositionTime())
              .randomAccess(unit.irap() ? RandomAccess.SYNC : RandomAccess.NONE)
              .payload(unit.payload(window))
              .units(unit.unitPairs())
              .build());
    }
  }

  /** NAL units behind the last picture: a frame without one. */
  private void deliverRest(ByteBuffer window, Receiver out) throws MediaException {
    out.frame(
        Frame.on(TRACK)
            .time(endOfTimes)
            .payload(open.payload(window))
            .units(open.unitPairs())
            .build());
    open = null;
  }
}
