package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.FrameTicks;
import io.boxwire.bitstream.PictureClock;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the base layer of a stream, NAL unit by NAL unit, and gives its pictures their times:
 * picture order counts, the reorder depth and the frame rate all come together here.
 *
 * <p>What can't be read does not end the stream. A broken parameter set is as if it had not come; a
 * picture whose slice header can't be read is presented behind the one before it.
 */
final class PictureTimes {
  private static final Logger LOG = LoggerFactory.getLogger(PictureTimes.class);

  private final AssemblerOptions options;
  private final FrameRateChoice rate = new FrameRateChoice();
  private final PictureOrder order = new PictureOrder();
  private ParameterSetTable sets = ParameterSetTable.EMPTY;

  /** Known from the first picture on, with the four below. */
  private PictureClock clock;

  private FrameTicks ticks;
  private TrackFormat format;
  private Sps activeSps;
  private long lastCount;
  private int damaged;

  PictureTimes(AssemblerOptions options) {
    this.options = options;
  }

  /** Whether a picture has come, or {@link #startWithoutPicture()} was called. */
  boolean started() {
    return clock != null;
  }

  /** The track's format, once started. */
  TrackFormat format() {
    return format;
  }

  /**
   * Takes a NAL unit that is no slice.
   *
   * @param type its type
   * @param nal the NAL unit; not changed
   */
  void take(int type, ByteBuffer nal) {
    if (NalType.isParameterSet(type)) {
      try {
        sets = sets.with(type, nal);
      } catch (MediaException e) {
        warnOnce("a parameter set can't be read", e);
      }
    } else if (type == NalType.PREFIX_SEI && !started()) {
      Sei.readLenient(nal, rate);
    } else if (type == NalType.EOS || type == NalType.EOB) {
      order.endSequence();
    }
  }

  /**
   * Takes the first slice of a picture.
   *
   * @param type its type
   * @param nal the NAL unit; not changed
   * @throws MediaException if no picture came before and this one can't be read
   */
  void takePicture(int type, ByteBuffer nal) throws MediaException {
    int lsb;
    try {
      SliceHeader slice = SliceHeader.read(Rbsp.of(nal), type, sets);
      activeSps = slice.sps();
      lsb = slice.orderCountLsb();
      if (!started()) {
        start(activeSps);
      }
    } catch (MediaException e) {
      if (!started()) {
        throw e;
      }
      warnOnce("a slice header can't be read", e);
      int mask = (1 << activeSps.orderCountBits()) - 1;
      lsb = NalType.isIdr(type) ? 0 : (int) (lastCount + 1) & mask;
    }
    int temporalId = NalType.temporalId(nal, nal.position());
    lastCount = order.next(type, temporalId, lsb, activeSps.orderCountBits());
    if (order.started()) {
      clock.startSequence(activeSps.reorderDepth());
    }
    clock.add(lastCount);
  }

  /**
   * Goes on without a picture, for a stream that has none.
   *
   * @throws MediaException if there is no sequence parameter set either
   */
  void startWithoutPicture() throws MediaException {
    List<Sps> all = sets.allSps();
    if (all.isEmpty()) {
      throw MediaException.of(
          Code.MALFORMED, "no H.265 picture that could be decoded is in the stream");
    }
    start(all.get(0));
  }

  /** Says that no picture will follow. */
  void finish() {
    if (started()) {
      clock.finish();
    }
    if (damaged > 1) {
      LOG.warn("{} NAL units could not be read and were passed on as they are", damaged);
    }
  }

  /** Goes to the next picture in decoding order, if its times are known yet. */
  boolean next() {
    return started() && clock.next();
  }

  /** Decode time of the picture that {@link #next()} went to, in ticks of the format. */
  long decodeTime() {
    return ticks.ticks(clock.decodeTime());
  }

  /** Its composition time. */
  long compositionTime() {
    return ticks.ticks(clock.compositionTime());
  }

  /** When the picture behind it is presented. */
  long endTime() {
    return ticks.ticks(clock.compositionTime() + ticks.frameDuration());
  }

  private void start(Sps sps) throws MediaException {
    ticks = rate.choose(options, sps, sets.vpsTiming(sps.vpsId()));
    clock = new PictureClock(ticks.frameDuration());
    format =
        TrackFormat.video(H265Codec.NAME, ticks.timescale())
            .size(sps.width(), sps.height())
            .build();
  }

  private void warnOnce(String what, MediaException cause) {
    if (damaged++ == 0) {
      LOG.warn("{} and is passed on as it is: {}", what, cause.getMessage());
    }
  }
}
