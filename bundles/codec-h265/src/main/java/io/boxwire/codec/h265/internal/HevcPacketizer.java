package io.boxwire.codec.h265.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import io.boxwire.bitstream.FrameUnits;
import java.util.Optional;

/**
 * Makes samples of access units (ISO/IEC 14496-15:2022 8.4).
 *
 * <p>With {@link ParameterSets#ENTRY} the parameter sets of the base layer go into the
 * configuration, and a set that differs from the last of its identifier makes a new one; with
 * {@link ParameterSets#KEEP} every NAL unit stays, and the configuration is that of the first
 * sample. NAL units of other layers (scalable and multi-view streams) stay where they are in both.
 *
 * <p>IDR, BLA and CRA pictures are sync samples (8.4.3), also a CRA picture in mid-stream whose
 * leading pictures can't be decoded when decoding starts there.
 *
 * <p>A successor needs the last configuration and nothing else, since that holds the sets.
 */
final class HevcPacketizer implements Packetizer {
  private final TrackFormat format;
  private final boolean keepSets;
  private final FrameUnits units = new FrameUnits();
  private SetTable sets = SetTable.EMPTY;
  private Optional<CodecConfiguration> configuration;

  HevcPacketizer(PacketizerContext context) throws MediaException {
    this.format = context.format();
    this.keepSets = format.parameterSets() == ParameterSets.KEEP;
    this.configuration =
        context.configuration().filter(last -> last.sampleEntry().equals(sampleEntry()));
    if (configuration.isPresent()) {
      this.sets = StoredSets.of(configuration.get().boxes());
    }
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    try {
      return packetizeUnits(frame, out);
    } finally {
      units.clear();
    }
  }

  private Outcome packetizeUnits(Frame frame, SampleSink out) throws MediaException {
    parse(frame);
    int picture = firstSlice();
    if (picture < 0) {
      return Outcome.NO_PICTURE;
    }
    SetTable next = keepSets && configuration.isPresent() ? sets : collectSets(frame);
    if (next != sets || configuration.isEmpty()) {
      if (!next.complete()) {
        throw bad(frame, "the first picture comes without SPS and PPS");
      }
      CodecConfiguration made = Configurations.make(sampleEntry(), next, hdrMetadata().boxes());
      if (!configuration.equals(Optional.of(made))) {
        configuration = Optional.of(made);
        out.configuration(made);
      }
      sets = next;
    }
    if (NalType.isIrap(type(picture))) {
      out.randomAccess(RandomAccess.SYNC);
    }
    for (int i = 0; i < units.size(); i++) {
      if (keepSets || !isBaseLayerSet(i)) {
        out.nalUnit(units.buffer(i), units.offset(i), units.length(i));
      }
    }
    return Outcome.SAMPLE;
  }

  @Override
  public byte[] snapshot() {
    return new byte[0];
  }

  @Override
  public void close() {
    units.clear();
  }

  private String sampleEntry() {
    return keepSets ? Configurations.HEV1 : Configurations.HVC1;
  }

  private void parse(Frame frame) throws MediaException {
    try {
      units.parse(frame, format.payloadForm());
    } catch (MediaException e) {
      throw bad(frame, e.getMessage(), e);
    }
    for (int i = 0; i < units.size(); i++) {
      if (units.length(i) < NalType.HEADER_SIZE) {
        throw bad(frame, "NAL unit " + i + " has no whole header");
      }
    }
  }

  /** The first NAL unit of the base layer's picture, or -1. */
  private int firstSlice() {
    for (int i = 0; i < units.size(); i++) {
      if (NalType.isVcl(type(i)) && isBaseLayer(i)) {
        return i;
      }
    }
    return -1;
  }

  private SetTable collectSets(Frame frame) throws MediaException {
    SetTable next = sets;
    for (int i = 0; i < units.size(); i++) {
      if (isBaseLayerSet(i)) {
        try {
          next = next.with(type(i), units.slice(i));
        } catch (MediaException e) {
          throw bad(frame, e.getMessage(), e);
        }
      }
    }
    return next;
  }

  private HdrMetadata hdrMetadata() {
    HdrMetadata metadata = new HdrMetadata();
    for (int i = 0; i < units.size(); i++) {
      if (type(i) == NalType.PREFIX_SEI && isBaseLayer(i)) {
        Sei.readLenient(units.slice(i), metadata);
      }
    }
    return metadata;
  }

  private boolean isBaseLayerSet(int unit) {
    return NalType.isParameterSet(type(unit)) && isBaseLayer(unit);
  }

  private boolean isBaseLayer(int unit) {
    return NalType.layer(units.buffer(unit), units.offset(unit)) == 0;
  }

  private int type(int unit) {
    return NalType.of(units.buffer(unit), units.offset(unit));
  }

  private static MediaException bad(Frame frame, String message) {
    return bad(frame, message, null);
  }

  private static MediaException bad(Frame frame, String message, Throwable cause) {
    return MediaException.of(
        Code.BAD_FRAME,
        "track " + frame.track() + ", decode time " + frame.decodeTime() + ": " + message,
        cause);
  }
}
