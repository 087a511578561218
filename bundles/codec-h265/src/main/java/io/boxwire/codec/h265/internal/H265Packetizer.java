package io.boxwire.codec.h265.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import io.boxwire.bitstream.FrameUnits;
import io.boxwire.bitstream.ParameterSetSnapshot;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes samples of access units (ISO/IEC 14496-15:2022 8.4), with 4-byte NAL unit lengths.
 *
 * <p>With {@link ParameterSets#ENTRY} the parameter sets of the base layer go into the
 * configuration; a set that differs from the last of its identifier, or a picture that activates
 * another sequence parameter set, makes a new one. With {@link ParameterSets#KEEP} every NAL unit
 * stays, and the configuration is that of the first sample. In both, NAL units of other layers
 * (scalable and multi-view streams) stay where they are, and so does a set that can't be read:
 * nothing is lost that somebody else may understand.
 *
 * <p>IDR, BLA and CRA pictures are sync samples (8.4.3), also a CRA picture in mid-stream whose
 * RASL pictures can't be decoded when decoding starts there. Another picture with a recovery point
 * message is an open-GOP access point if all is right from it on, else one of gradual refresh.
 */
final class H265Packetizer implements Packetizer {
  private static final Logger LOG = LoggerFactory.getLogger(H265Packetizer.class);

  private final PayloadForm form;
  private final boolean keepSets;
  private final FrameUnits units = new FrameUnits();

  /** The sets of the frame at hand that can be read. */
  private final BitSet readable = new BitSet();

  private ParameterSetTable sets;
  private Optional<CodecConfiguration> configuration;

  /** What {@link #configuration} was made of; the table is not {@link #sets} if more has come. */
  private ParameterSetTable configuredSets = ParameterSetTable.EMPTY;

  /** Empty in a successor until it has seen a random access point. */
  private Optional<Sps> configuredSps = Optional.empty();

  H265Packetizer(PacketizerContext context) {
    this.form = context.format().payloadForm();
    this.keepSets = context.format().parameterSets() == ParameterSets.KEEP;
    Optional<CodecConfiguration> last =
        context.configuration().filter(left -> left.sampleEntry().equals(sampleEntry()));
    Optional<ParameterSetTable> known = last.flatMap(H265Packetizer::storedSets);
    this.configuration = known.isPresent() ? last : Optional.empty();
    this.configuredSets = known.orElse(ParameterSetTable.EMPTY);
    this.sets = withSnapshot(context, configuredSets);
  }

  /** The sets of a predecessor's configuration; empty if it is another implementation's. */
  private static Optional<ParameterSetTable> storedSets(CodecConfiguration last) {
    try {
      return Optional.of(StoredSets.of(last.boxes()));
    } catch (MediaException unreadable) {
      LOG.debug("the configuration that was left can't be read: {}", unreadable.getMessage());
      return Optional.empty(); // the stream will bring its sets, and a configuration with them
    }
  }

  /** Sets that came behind the last picture are in the snapshot alone. */
  private static ParameterSetTable withSnapshot(
      PacketizerContext context, ParameterSetTable configured) {
    ParameterSetTable table = configured;
    byte[] snapshot = context.snapshot().orElse(new byte[0]);
    for (ByteBuffer set : ParameterSetSnapshot.read(H265Codec.NAME, snapshot)) {
      int type = NalType.of(set, 0);
      try {
        table = NalType.isParameterSet(type) ? table.with(type, set) : table;
      } catch (MediaException unreadable) {
        LOG.debug("a parameter set that was left can't be read: {}", unreadable.getMessage());
      }
    }
    return table;
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    try {
      units.parse(frame, form);
      checkHeaders();
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
      readable.clear();
    }
  }

  /** Works out everything that can fail, then hands the sample on. */
  private void putSample(int lastSlice, SampleSink out) throws MediaException {
    ParameterSetTable active = withSets(sets, 0, lastSlice);
    // By the standard these begin the next access unit, so they hold from the next frame on.
    ParameterSetTable after = withSets(active, lastSlice + 1, units.size());
    int firstSlice = firstSlice();
    boolean irap = NalType.isIrap(type(firstSlice));
    if (mayNeedConfiguration(active, irap)) {
      Sps sps = activeSps(firstSlice, active);
      CodecConfiguration next =
          active == configuredSets && isConfigured(sps)
              ? configuration.orElseThrow()
              : Configurations.make(sampleEntry(), active, sps, hdrMetadata());
      if (configuration.filter(next::equals).isEmpty()) {
        out.configuration(next);
      }
      configuration = Optional.of(next);
      configuredSets = active;
      configuredSps = Optional.of(sps);
    }
    sets = after;
    if (irap) {
      out.randomAccess(RandomAccess.SYNC);
    } else {
      tellRecoveryPoint(out);
    }
    for (int i = 0; i < units.size(); i++) {
      if (keepSets || !readable.get(i)) {
        out.nalUnit(units.buffer(i), units.offset(i), units.length(i));
      }
    }
  }

  /** A picture can activate another set only if it is an IRAP picture, or a set has come. */
  private boolean mayNeedConfiguration(ParameterSetTable active, boolean irap) {
    return configuration.isEmpty() || (!keepSets && (irap || active != configuredSets));
  }

  private boolean isConfigured(Sps sps) {
    if (configuredSps.isPresent()) {
      return configuredSps.get().equals(sps);
    }
    return configuration
        .filter(last -> last.width() == sps.width() && last.height() == sps.height())
        .isPresent();
  }

  @Override
  public byte[] snapshot() {
    return ParameterSetSnapshot.of(H265Codec.NAME, sets.units());
  }

  @Override
  public void close() {
    sets = ParameterSetTable.EMPTY;
    configuredSets = ParameterSetTable.EMPTY;
    configuredSps = Optional.empty();
    configuration = Optional.empty();
  }

  private String sampleEntry() {
    return keepSets ? Configurations.HEV1 : Configurations.HVC1;
  }

  private void checkHeaders() throws MediaException {
    for (int i = 0; i < units.size(); i++) {
      if (units.length(i) < NalType.HEADER_SIZE) {
        throw MediaException.of(Code.MALFORMED, "NAL unit " + i + " has no whole header");
      }
    }
  }

  private int firstSlice() {
    int unit = 0;
    while (!isSlice(unit)) {
      unit++;
    }
    return unit;
  }

  /** The last slice of the base layer's picture, or -1. */
  private int lastSlice() {
    int unit = units.size() - 1;
    while (unit >= 0 && !isSlice(unit)) {
      unit--;
    }
    return unit;
  }

  /** The table with the sets of some NAL units; the same object if none of them is new. */
  private ParameterSetTable withSets(ParameterSetTable known, int from, int to) {
    ParameterSetTable table = known;
    for (int i = from; i < to; i++) {
      if (NalType.isParameterSet(type(i)) && isBaseLayer(i)) {
        try {
          table = table.with(type(i), units.slice(i));
          readable.set(i);
        } catch (MediaException e) {
          LOG.warn("a parameter set can't be read and stays in its sample: {}", e.getMessage());
        }
      }
    }
    return table;
  }

  private Sps activeSps(int firstSlice, ParameterSetTable active) throws MediaException {
    return SliceHeader.read(
            Rbsp.of(units.buffer(firstSlice), units.offset(firstSlice), units.length(firstSlice)),
            type(firstSlice),
            active)
        .sps();
  }

  private HdrMetadata hdrMetadata() {
    HdrMetadata metadata = new HdrMetadata();
    readSei(metadata);
    return metadata;
  }

  private void tellRecoveryPoint(SampleSink out) {
    RecoveryPoint point = new RecoveryPoint();
    readSei(point);
    if (point.pictures().isPresent()) {
      int pictures = point.pictures().getAsInt();
      out.randomAccess(pictures == 0 ? RandomAccess.OPEN_GOP : RandomAccess.RECOVERY_POINT);
      if (pictures > 0) {
        out.rollDistance(pictures);
      }
    }
  }

  private void readSei(Sei.Receiver receiver) {
    for (int i = 0; i < units.size(); i++) {
      if (type(i) == NalType.PREFIX_SEI && isBaseLayer(i)) {
        Sei.readLenient(units.slice(i), receiver);
      }
    }
  }

  private boolean isSlice(int unit) {
    return NalType.isVcl(type(unit)) && isBaseLayer(unit);
  }

  private boolean isBaseLayer(int unit) {
    return NalType.layer(units.buffer(unit), units.offset(unit)) == 0;
  }

  private int type(int unit) {
    return NalType.of(units.buffer(unit), units.offset(unit));
  }
}
