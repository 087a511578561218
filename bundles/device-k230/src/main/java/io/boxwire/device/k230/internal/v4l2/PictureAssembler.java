package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.bitstream.NalUnits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes frames of the encoder's buffers: joins the pieces of a picture and puts parameter sets in
 * front of the next one. Since the encoder may give those only once, they stay in front of every
 * picture until one with them was {@link #delivered}. Used by one thread at a time.
 */
final class PictureAssembler {
  /** Ticks a second of the frames it makes. */
  static final int TIMESCALE = 90_000;

  /** The driver's mark on a buffer of parameter sets. */
  private static final int PARAMETER_SETS = 0xC1000000;

  /** Far beyond any picture; reached only if the driver never says that one ends. */
  private static final int LARGEST = 64 << 20;

  private static final int MICROS_IN_NINE_TICKS = 100;

  private final String path;
  private final VideoCodec codec;
  private final int track;
  private final PicturePool pool;
  private final NalUnits units = new NalUnits();
  private Optional<PicturePool.Lease> open = Optional.empty();
  private byte[] parameterSets = {};
  private boolean parameterSetsWaiting;
  private boolean parameterSetsUsed;
  private boolean damaged;

  /**
   * Makes an assembler.
   *
   * @param path the encoder's node, for messages
   * @param track the track of the frames
   */
  PictureAssembler(String path, VideoCodec codec, int track, PicturePool pool) {
    this.path = path;
    this.codec = codec;
    this.track = track;
    this.pool = pool;
  }

  /** What {@link #add} made. */
  enum Result {
    /** The picture goes on. */
    NOTHING,
    /** A frame: see {@link #frame}. */
    FRAME,
    /** A picture that the encoder says is damaged; it is given up. */
    DAMAGED
  }

  private Optional<Frame> frame = Optional.empty();

  /**
   * Takes a buffer.
   *
   * @param data copied
   * @param flags of the buffer
   * @param micros its time
   */
  Result add(ByteBuffer data, int flags, long micros) throws MediaException {
    if ((flags & PARAMETER_SETS) == PARAMETER_SETS) {
      takeParameterSets(data);
      return Result.NOTHING;
    }
    if (data.hasRemaining()) {
      if (open.isEmpty() && parameterSetsWaiting) {
        parameterSetsUsed = true;
        append(ByteBuffer.wrap(parameterSets));
      }
      append(data);
    }
    damaged |= (flags & BufferStruct.ERROR) != 0;
    if (open.isEmpty() || (flags & BufferStruct.KEYFRAME) == 0) {
      return Result.NOTHING;
    }
    if (damaged) {
      clear();
      return Result.DAMAGED;
    }
    frame = Optional.of(finish(micros));
    return Result.FRAME;
  }

  /** Several buffers of them in a row belong together; those after a picture replace the former. */
  private void takeParameterSets(ByteBuffer data) {
    int before = parameterSetsUsed ? 0 : parameterSets.length;
    byte[] all = Arrays.copyOf(parameterSets, before + data.remaining());
    data.get(all, before, data.remaining());
    parameterSets = all;
    parameterSetsUsed = false;
    parameterSetsWaiting = all.length > 0;
  }

  /** Says that the frame made last was not dropped. */
  void delivered() {
    parameterSetsWaiting &= !parameterSetsUsed;
  }

  private void append(ByteBuffer data) throws MediaException {
    int before = open.map(lease -> lease.memory().position()).orElse(0);
    if (data.remaining() > LARGEST - before) {
      throw MediaException.of(
          Code.DEVICE_FAILED,
          path + ": a picture does not end after " + (before + data.remaining()) + " bytes");
    }
    if (open.isEmpty()) {
      open = Optional.of(pool.lend(data.remaining()));
    } else if (open.get().memory().remaining() < data.remaining()) {
      PicturePool.Lease small = open.get();
      PicturePool.Lease large = pool.lend(before + data.remaining());
      large.memory().put(small.memory().flip());
      small.release();
      open = Optional.of(large);
    }
    open.get().memory().put(data);
  }

  private Frame finish(long micros) throws MediaException {
    PicturePool.Lease lease = open.orElseThrow();
    ByteBuffer bytes = lease.memory().flip();
    try {
      units.parseAnnexB(bytes);
    } catch (MediaException e) {
      clear();
      throw MediaException.of(
          Code.DEVICE_FAILED, path + ": what the encoder delivers is no byte stream", e);
    }
    Frame made =
        Frame.on(track)
            .time(ticks(micros))
            .randomAccess(codec.isSync(bytes, units) ? RandomAccess.SYNC : RandomAccess.NONE)
            .payload(bytes)
            .units(startsAndLengths())
            .transferred(lease)
            .build();
    open = Optional.empty();
    return made;
  }

  /** In two steps, since no time a driver gives may overflow. */
  private static long ticks(long micros) {
    return Math.floorDiv(micros, MICROS_IN_NINE_TICKS) * 9
        + Math.floorMod(micros, MICROS_IN_NINE_TICKS) * 9 / MICROS_IN_NINE_TICKS;
  }

  private int[] startsAndLengths() {
    int[] pairs = new int[units.size() * 2];
    for (int i = 0; i < units.size(); i++) {
      pairs[2 * i] = units.offset(i);
      pairs[2 * i + 1] = units.length(i);
    }
    return pairs;
  }

  /** The frame made last, once. */
  Frame frame() {
    Frame made = frame.orElseThrow();
    frame = Optional.empty();
    return made;
  }

  /** Gives up what is not complete. */
  void clear() {
    open.ifPresent(PicturePool.Lease::release);
    open = Optional.empty();
    damaged = false;
  }
}
