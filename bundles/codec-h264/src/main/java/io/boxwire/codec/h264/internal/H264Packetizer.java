package io.boxwire.codec.h264.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import io.boxwire.bitstream.FrameUnits;
import java.util.Optional;

/**
 * Turns frames into samples with 4-byte NAL unit lengths. Under {@code avc1} the parameter sets are
 * taken out and go into the configuration; under {@code avc3} all stays where it is.
 *
 * <p>Sets behind the last slice of a frame hold from the next frame on. A set that can't be read is
 * left in the sample: nothing is lost that somebody else may understand.
 */
final class H264Packetizer implements Packetizer {
  private final PayloadForm form;
  private final boolean setsInSamples;
  private final FrameUnits units = new FrameUnits();

  private final SliceHeaderReader slices = new SliceHeaderReader(new ParameterSetStore());
  private ParameterSetStore sets;
  private Optional<CodecConfiguration> configuration;

  /** What {@link #configuration} was made of; null if that is to be found out anew. */
  private Sps configuredSps;

  private boolean setsChanged = true;

  H264Packetizer(PacketizerContext context) {
    this.form = context.format().payloadForm();
    this.setsInSamples = context.format().parameterSets() == ParameterSets.KEEP;
    this.configuration = context.configuration();
    this.sets = Snapshot.restore(context);
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    try {
      units.parse(frame, form);
      int lastSlice = lastSlice();
      if (lastSlice < 0) {
        return Outcome.NO_PICTURE;
      }
      putSample(lastSlice, out);
      return Outcome.SAMPLE;
    } catch (MediaException e) {
      throw MediaException.badFrame(frame, e.getMessage(), e);
    } finally {
      units.clear();
    }
  }

  /** Works out everything that can fail, then hands the sample on. */
  private void putSample(int lastSlice, SampleSink out) throws MediaException {
    ParameterSetStore before = sets;
    ParameterSetStore active = withSets(before, 0, lastSlice);
    slices.use(active);
    PictureKind kind = PictureKind.of(units, slices);
    boolean changed = setsChanged || active != before || kind.sps() != configuredSps;
    Optional<CodecConfiguration> next = changed ? configure(kind.sps(), active) : configuration;
    ParameterSetStore after = withSets(active, lastSlice + 1, units.size());

    if (!next.equals(configuration)) {
      next.ifPresent(out::configuration);
    }
    configuration = next;
    configuredSps = kind.sps();
    sets = after;
    setsChanged = after != active;
    out.randomAccess(kind.randomAccess());
    if (kind.rollDistance() > 0) {
      out.rollDistance(kind.rollDistance());
    }
    for (int i = 0; i < units.size(); i++) {
      if (!isTakenOut(i, active)) {
        out.nalUnit(units.buffer(i), units.offset(i), units.length(i));
      }
    }
  }

  private int lastSlice() {
    for (int i = units.size() - 1; i >= 0; i--) {
      if (NalType.isSlice(type(i))) {
        return i;
      }
    }
    return -1;
  }

  private int type(int unit) {
    return NalType.of(units.buffer(unit).get(units.offset(unit)));
  }

  /** The sets with those of some NAL units; the same object if none of them is new. */
  private ParameterSetStore withSets(ParameterSetStore known, int from, int to) {
    ParameterSetStore store = known;
    for (int i = from; i < to; i++) {
      if (NalType.isParameterSet(type(i)) && !holds(store, i)) {
        store = store == known ? known.copy() : store;
        store.put(units.slice(i));
      }
    }
    return store;
  }

  /** Whether a NAL unit is a parameter set that is taken out; one that can't be read is not. */
  private boolean isTakenOut(int unit, ParameterSetStore known) {
    return !setsInSamples
        && NalType.isParameterSet(type(unit))
        && (holds(known, unit) || ParameterSetStore.isReadable(units.slice(unit)));
  }

  private boolean holds(ParameterSetStore store, int unit) {
    return store.contains(units.buffer(unit), units.offset(unit), units.length(unit));
  }

  private Optional<CodecConfiguration> configure(Sps sps, ParameterSetStore active)
      throws MediaException {
    if (setsInSamples && configuration.isPresent()) {
      return configuration; // changes travel in the samples
    }
    return Optional.of(Configurations.of(sps, active, setsInSamples));
  }

  @Override
  public byte[] snapshot() {
    return Snapshot.of(sets);
  }

  @Override
  public void close() {
    units.clear();
    sets = new ParameterSetStore();
    configuration = Optional.empty();
  }
}
