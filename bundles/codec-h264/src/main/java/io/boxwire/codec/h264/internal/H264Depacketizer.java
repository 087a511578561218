package io.boxwire.codec.h264.internal;

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
 * Turns samples into byte streams or 4-byte lengths, and puts the parameter sets of the sample
 * entry in front of random access samples, behind an access unit delimiter.
 *
 * <p>A set that the sample holds itself is not put in front again. Entries whose samples hold their
 * own sets (avc3, avc4) get those of the entry in front of the first sample only, and only if it
 * has none, as after a seek: everything else stays as it is stored.
 */
final class H264Depacketizer implements Depacketizer {
  private static final ByteBuffer START_CODE =
      ByteBuffer.wrap(new byte[] {0, 0, 0, 1}).asReadOnlyBuffer();
  private static final int WORD = 4;

  private final int lengthSize;
  private final boolean byteStream;
  private final boolean setsInSamples;

  /** The sets of the entry, each with a frame word of four bytes in front. */
  private final List<ByteBuffer> sets;

  private final NalUnits units = new NalUnits();
  private boolean anySample;

  H264Depacketizer(AvcConfiguration configuration, String entryType, PayloadForm form) {
    this.lengthSize = configuration.lengthSize();
    this.byteStream = form == PayloadForm.STREAM;
    this.setsInSamples = entryType.equals("avc3") || entryType.equals("avc4");
    this.sets =
        configuration.all().stream().filter(set -> set.length > 0).map(this::framed).toList();
  }

  private ByteBuffer framed(byte[] set) {
    ByteBuffer framed = ByteBuffer.allocate(WORD + set.length);
    framed.putInt(byteStream ? 1 : set.length).put(set);
    return framed.flip().asReadOnlyBuffer();
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    units.parseLengthPrefixed(sample, lengthSize);
    boolean inPlace = lengthSize == WORD && exchangeWords(sample);
    boolean wanted = setsInSamples ? !anySample : randomAccess != RandomAccess.NONE;
    int behind = delimiters(sample);
    if (!wanted) {
      emit(sample, inPlace, 0, units.size(), out);
    } else {
      emit(sample, inPlace, 0, behind, out);
      putSets(sample, out);
      emit(sample, inPlace, behind, units.size(), out);
    }
    anySample = true;
    units.clear();
  }

  /** Makes 4-byte frame words what they shall be, without touching payloads; false if it can't. */
  private boolean exchangeWords(ByteBuffer sample) {
    if (byteStream) {
      return !sample.isReadOnly() && NalFraming.rewriteToAnnexB(sample, units, lengthSize);
    }
    return units.bytes() + (long) WORD * units.size() == sample.remaining();
  }

  /** How many NAL units must stay in front of the parameter sets. */
  private int delimiters(ByteBuffer sample) {
    boolean delimiter =
        !units.isEmpty()
            && NalType.of(sample.get(units.offset(0))) == NalType.ACCESS_UNIT_DELIMITER;
    return delimiter ? 1 : 0;
  }

  private void emit(ByteBuffer sample, boolean inPlace, int from, int to, ByteSink out)
      throws MediaException {
    if (from == to) {
      return;
    }
    if (inPlace) {
      int start = units.offset(from) - WORD;
      out.bytes(sample, start, units.offset(to - 1) + units.length(to - 1) - start);
      return;
    }
    ByteBuffer words = byteStream ? START_CODE : ByteBuffer.allocate(WORD * (to - from));
    for (int i = from; i < to; i++) {
      int word = byteStream ? 0 : WORD * (i - from);
      if (!byteStream) {
        words.putInt(word, units.length(i));
      }
      out.bytes(words, word, WORD);
      out.bytes(sample, units.offset(i), units.length(i));
    }
  }

  private void putSets(ByteBuffer sample, ByteSink out) {
    if (setsInSamples && holdsAny(sample)) {
      return;
    }
    for (ByteBuffer set : sets) {
      if (!holdsOneLike(sample, set)) {
        out.bytes(set);
      }
    }
  }

  private boolean holdsAny(ByteBuffer sample) {
    for (int i = 0; i < units.size(); i++) {
      if (NalType.of(sample.get(units.offset(i))) == NalType.SPS) {
        return true;
      }
    }
    return false;
  }

  /** Whether the sample holds a set of the same kind and id, which then is the newer one. */
  private boolean holdsOneLike(ByteBuffer sample, ByteBuffer set) {
    ByteBuffer nal = set.slice(WORD, set.limit() - WORD);
    for (int i = 0; i < units.size(); i++) {
      if (ParameterSetId.same(nal, units.slice(sample, i))) {
        return true;
      }
    }
    return false;
  }
}
