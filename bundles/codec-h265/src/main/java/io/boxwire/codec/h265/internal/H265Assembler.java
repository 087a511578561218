package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.NalAssembler;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts an HEVC byte stream into access units (ITU-T H.265 7.4.2.4.4) and follows the base layer for
 * their order and rate.
 *
 * <p>NAL units of other layers than the base layer belong to the access unit they come in. RASL
 * pictures whose references are missing, as at the head of a stream that was cut at a CRA picture,
 * are kept like all others: whether to show them is the decoder's business. Left out are only
 * pictures before the first parameter sets.
 *
 * <p>What can't be read later on does not end the stream. A broken parameter set is as if it had
 * not come; a picture whose slice header can't be read is presented behind the one before it.
 */
final class H265Assembler extends NalAssembler {
  private static final Logger LOG = LoggerFactory.getLogger(H265Assembler.class);

  private final AssemblerOptions options;
  private final FrameRateChoice rate = new FrameRateChoice();
  private final PictureOrder order = new PictureOrder();
  private ParameterSetTable sets = ParameterSetTable.EMPTY;
  private boolean anySet;

  /** Whether the access unit at hand has a picture, and that is an IRAP picture. */
  private boolean inPicture;

  private boolean irap;

  /** Known from the first picture on. */
  private Sps activeSps;

  private long lastCount;
  private int damaged;

  H265Assembler(AssemblerOptions options) {
    super(H265Codec.NAME);
    this.options = options;
  }

  @Override
  protected void take(ByteBuffer buffer, int offset, int length) throws MediaException {
    // Of one byte there is no layer and no more; it belongs to where it lies.
    if (length < NalType.HEADER_SIZE || NalType.layer(buffer, offset) != 0) {
      return;
    }
    int type = NalType.of(buffer, offset);
    boolean slice = NalType.isVcl(type);
    boolean begins = slice ? beginsPicture(buffer, offset, length) : NalType.beginsAccessUnit(type);
    if (begins) {
      endPicture();
    }
    if (!slice) {
      takeOther(type, buffer.slice(offset, length));
    } else if (!inPicture) {
      takePicture(type, buffer.slice(offset, length));
    }
  }

  @Override
  protected void endStream() {
    endPicture();
    if (damaged > 1) {
      LOG.warn("{} NAL units could not be read and were passed on as they are", damaged);
    }
  }

  @Override
  protected void startWithoutPicture() throws MediaException {
    List<Sps> all = sets.allSps();
    if (all.isEmpty()) {
      throw MediaException.of(
          Code.MALFORMED, "no H.265 picture that could be decoded is in the stream");
    }
    start(all.get(0));
  }

  private void start(Sps sps) throws MediaException {
    start(rate.choose(options, sps, sets.vpsTiming(sps.vpsId())), sps.width(), sps.height());
  }

  /** {@code first_slice_segment_in_pic_flag}. */
  private static boolean beginsPicture(ByteBuffer buffer, int offset, int length) {
    return length > NalType.HEADER_SIZE && buffer.get(offset + NalType.HEADER_SIZE) < 0;
  }

  private void endPicture() {
    if (inPicture) {
      endFrame(unitsInFrame(), irap ? RandomAccess.SYNC : RandomAccess.NONE);
      inPicture = false;
    }
  }

  private void takeOther(int type, ByteBuffer nal) {
    if (NalType.isParameterSet(type)) {
      anySet = true;
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

  /** Takes the first slice of a picture. */
  private void takePicture(int type, ByteBuffer nal) throws MediaException {
    int lsb;
    try {
      SliceHeader slice = SliceHeader.read(Rbsp.of(nal), type, sets);
      activeSps = slice.sps();
      lsb = slice.orderCountLsb();
    } catch (MediaException e) {
      if (!started() && anySet) {
        throw e;
      }
      if (!started()) {
        leaveOut();
        return;
      }
      warnOnce("a slice header can't be read", e);
      int mask = (1 << activeSps.orderCountBits()) - 1;
      lsb = NalType.isIdr(type) ? 0 : (int) (lastCount + 1) & mask;
    }
    if (!started()) {
      start(activeSps);
    }
    int temporalId = NalType.temporalId(nal, nal.position());
    lastCount = order.next(type, temporalId, lsb, activeSps.orderCountBits());
    if (order.started()) {
      clock().startSequence(activeSps.reorderDepth());
    }
    clock().add(lastCount);
    inPicture = true;
    irap = NalType.isIrap(type);
  }

  private void warnOnce(String what, MediaException cause) {
    if (damaged++ == 0) {
      LOG.warn("{} and is passed on as it is: {}", what, cause.getMessage());
    }
  }
}
