package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.bitstream.NalFraming;
import io.boxwire.bitstream.NalUnits;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Gives samples their stream form back. The NAL units that the sample entry holds go in front of
 * each random access sample, behind its access unit delimiter, unless the sample has a sequence
 * parameter set of its own. Under {@code hev1}, where samples bring their sets along, that is done
 * for the first sample only. Everything else stays as it is, in order.
 */
final class H265Depacketizer implements Depacketizer {
  private static final int WORD_SIZE = 4;

  private final PayloadForm form;
  private final int lengthSize;
  private final ByteBuffer sets;
  private final boolean setsInSamples;
  private final NalUnits units = new NalUnits();
  private boolean anySample;

  /**
   * Makes a depacketizer.
   *
   * @param record the decoder configuration of the sample entry
   * @param entryType the sample entry's type
   * @param form STREAM or LENGTH_PREFIXED
   */
  H265Depacketizer(HevcConfiguration record, String entryType, PayloadForm form)
      throws MediaException {
    this.form = form;
    this.setsInSamples = entryType.equals(Configurations.HEV1);
    this.lengthSize = record.lengthSize();
    ByteBuffer inStream = record.inStream();
    if (form == PayloadForm.STREAM) {
      units.parseLengthPrefixed(inStream, WORD_SIZE);
      NalFraming.rewriteToAnnexB(inStream, units, WORD_SIZE);
    }
    this.sets = inStream.asReadOnlyBuffer();
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    units.parseLengthPrefixed(sample, lengthSize);
    boolean wanted = setsInSamples ? !anySample : randomAccess != RandomAccess.NONE;
    boolean addSets = wanted && sets.hasRemaining() && !hasOwnSets(sample);
    anySample = true;
    boolean delimited = !units.isEmpty() && NalType.of(sample, units.offset(0)) == NalType.AUD;
    if (isStreamForm(sample)) {
      int start = sample.position();
      int split = delimited ? units.offset(0) + units.length(0) : start;
      if (addSets) {
        emit(sample, start, split, out);
        out.bytes(sets.duplicate());
        start = split;
      }
      emit(sample, start, sample.limit(), out);
      return;
    }
    List<ByteBuffer> pieces =
        form == PayloadForm.LENGTH_PREFIXED
            ? NalFraming.toLengthPrefixed(sample, units, WORD_SIZE)
            : NalFraming.toAnnexB(sample, units);
    int split = delimited ? 2 : 0;
    for (int i = 0; i < pieces.size(); i++) {
      if (addSets && i == split) {
        out.bytes(sets.duplicate());
      }
      out.bytes(pieces.get(i));
    }
    if (addSets && split == pieces.size()) {
      out.bytes(sets.duplicate());
    }
  }

  /**
   * Whether the sample's own bytes have the form that is wanted, exchanging lengths if possible.
   */
  private boolean isStreamForm(ByteBuffer sample) {
    return form == PayloadForm.LENGTH_PREFIXED
        ? lengthSize == WORD_SIZE
        : !sample.isReadOnly() && NalFraming.rewriteToAnnexB(sample, units, lengthSize);
  }

  private boolean hasOwnSets(ByteBuffer sample) {
    for (int i = 0; i < units.size(); i++) {
      int at = units.offset(i);
      if (units.length(i) >= NalType.HEADER_SIZE
          && NalType.of(sample, at) == NalType.SPS
          && NalType.layer(sample, at) == 0) {
        return true;
      }
    }
    return false;
  }

  private static void emit(ByteBuffer sample, int from, int to, ByteSink out) {
    if (to > from) {
      out.bytes(sample, from, to - from);
    }
  }
}
