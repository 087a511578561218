package io.boxwire.bitstream;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.Depacketizer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Turns samples made of NAL units (ISO/IEC 14496-15) into byte streams or 4-byte lengths, and puts
 * the parameter sets of their sample entry where a decoder needs them.
 *
 * <p>Where the sets live in the entry ({@code avc1}, {@code hvc1}), they go in front of each random
 * access sample. Where samples hold their own ({@code avc3}, {@code hev1}), a stream comes back as
 * it is stored: only at the first random access sample, and only if no sample up to it has brought
 * a sequence parameter set, the entry's go in front, since decoding starts there with nothing else.
 * So for reading that goes on elsewhere, as after a seek, another depacketizer is made.
 *
 * <p>Sets go behind an access unit delimiter; one that the sample holds in a newer form is left
 * out. All other NAL units stay as they are, in order. Payload bytes are not copied: lengths of
 * four bytes are exchanged where they lie. Used by one thread at a time.
 */
public final class NalDepacketizer implements Depacketizer {
  private static final int WORD = NalFraming.WORD;
  private static final ByteBuffer START_CODE =
      ByteBuffer.allocate(WORD).putInt(0, 1).asReadOnlyBuffer();

  /** The key of a set whose identifier can't be read. */
  private static final int UNREADABLE = -2;

  /**
   * A NAL unit of the sample entry.
   *
   * @param framed the NAL unit behind a frame word of four bytes
   * @param nal the same without
   * @param key tells sets apart
   */
  private record Stored(ByteBuffer framed, ByteBuffer nal, int key) {}

  private final PayloadForm form;
  private final int lengthSize;
  private final ParameterSets place;
  private final ParameterSetRules rules;

  private final List<Stored> stored;

  private final NalUnits units = new NalUnits();

  /** Under {@link ParameterSets#KEEP}: whether decoding has what it needs to start. */
  private boolean begun;

  /**
   * Makes a depacketizer.
   *
   * @param form the form of the payloads: STREAM or LENGTH_PREFIXED
   * @param lengthSize bytes in a stored NAL unit length, 1 to 4
   * @param place ENTRY if the entry holds all parameter sets, KEEP if samples may hold their own
   * @param stored the NAL units in the entry, in an order that can be decoded; copied, empty ones
   *     left out
   * @param rules what the codec knows of its NAL units
   * @throws MediaException {@link Code#UNSUPPORTED} if the form is another
   */
  public NalDepacketizer(
      PayloadForm form,
      int lengthSize,
      ParameterSets place,
      List<ByteBuffer> stored,
      ParameterSetRules rules)
      throws MediaException {
    if (form == PayloadForm.STORED) {
      throw MediaException.of(Code.UNSUPPORTED, "stored payloads need no depacketizer");
    }
    NalFraming.checkLengthSize(lengthSize);
    this.form = form;
    this.lengthSize = lengthSize;
    this.place = Objects.requireNonNull(place, "place");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.stored = stored.stream().filter(ByteBuffer::hasRemaining).map(this::store).toList();
  }

  private Stored store(ByteBuffer nal) {
    ByteBuffer framed = ByteBuffer.allocate(WORD + nal.remaining());
    framed.putInt(form == PayloadForm.STREAM ? 1 : nal.remaining()).put(nal.duplicate()).flip();
    return new Stored(framed.asReadOnlyBuffer(), framed.slice(WORD, nal.remaining()), key(nal));
  }

  private int key(ByteBuffer nal) {
    try {
      return rules.key(nal);
    } catch (MediaException damaged) {
      return UNREADABLE; // stays where it is, and replaces none but its like
    }
  }

  @Override
  public void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    units.parseLengthPrefixed(sample, lengthSize);
    boolean inPlace = exchangeWords(sample);
    if (needsSets(sample, randomAccess)) {
      boolean delimited = !units.isEmpty() && rules.isDelimiter(units.slice(sample, 0));
      int behind = delimited ? 1 : 0;
      emit(sample, inPlace, 0, behind, out);
      emitSets(sample, out);
      emit(sample, inPlace, behind, units.size(), out);
    } else {
      emit(sample, inPlace, 0, units.size(), out);
    }
    units.clear();
  }

  private boolean needsSets(ByteBuffer sample, RandomAccess randomAccess) {
    boolean start = randomAccess != RandomAccess.NONE;
    if (place == ParameterSets.ENTRY) {
      return start;
    }
    if (begun) {
      return false;
    }
    boolean ownSets = holdsSequenceParameterSet(sample);
    begun = start || ownSets;
    return start && !ownSets;
  }

  private boolean holdsSequenceParameterSet(ByteBuffer sample) {
    for (int i = 0; i < units.size(); i++) {
      if (rules.isSequenceParameterSet(units.slice(sample, i))) {
        return true;
      }
    }
    return false;
  }

  private void emitSets(ByteBuffer sample, ByteSink out) {
    for (Stored set : stored) {
      if (!isReplaced(set, sample)) {
        out.bytes(set.framed);
      }
    }
  }

  /** Whether the sample has a newer one; what is no set came with sets, and goes with them. */
  private boolean isReplaced(Stored set, ByteBuffer sample) {
    if (set.key == ParameterSetRules.NOT_A_SET) {
      return holdsSequenceParameterSet(sample);
    }
    for (int i = 0; i < units.size(); i++) {
      ByteBuffer nal = units.slice(sample, i);
      if (key(nal) == set.key && (set.key != UNREADABLE || nal.equals(set.nal))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the frame words in the sample are now what they shall be. Words of three bytes are not
   * exchanged: the first start code of an access unit has four (Annex B, {@code zero_byte}).
   */
  private boolean exchangeWords(ByteBuffer sample) {
    if (lengthSize != WORD) {
      return false;
    }
    return form == PayloadForm.STREAM
        ? !sample.isReadOnly() && NalFraming.rewriteToAnnexB(sample, units)
        : NalFraming.haveWords(sample, units);
  }

  private void emit(ByteBuffer sample, boolean inPlace, int from, int to, ByteSink out) {
    if (from == to) {
      return;
    }
    if (inPlace) {
      int start = units.offset(from) - WORD;
      out.bytes(sample, start, units.offset(to - 1) + units.length(to - 1) - start);
      return;
    }
    boolean stream = form == PayloadForm.STREAM;
    ByteBuffer words = stream ? START_CODE : ByteBuffer.allocate(WORD * (to - from));
    for (int i = from; i < to; i++) {
      int word = stream ? 0 : WORD * (i - from);
      if (!stream) {
        words.putInt(word, units.length(i));
      }
      out.bytes(words, word, WORD);
      out.bytes(sample, units.offset(i), units.length(i));
    }
  }
}
