package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.ProvideCodec;
import io.boxwire.bitstream.NalDepacketizer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** H.265/HEVC. Immutable. */
@ProvideCodec(H265Codec.NAME)
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {
      CodecPlugin.CODEC + "=" + H265Codec.NAME,
      CodecPlugin.SAMPLE_ENTRIES + "=hvc1",
      CodecPlugin.SAMPLE_ENTRIES + "=hev1"
    })
public final class H265Codec implements CodecPlugin {
  static final String NAME = "h265";

  /** Makes the plugin. */
  public H265Codec() {}

  @Override
  public String codec() {
    return NAME;
  }

  @Override
  public MediaType mediaType() {
    return MediaType.VIDEO;
  }

  @Override
  public Set<String> sampleEntries() {
    return Set.of(Configurations.HVC1, Configurations.HEV1);
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) {
    return new H265Assembler(options);
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    TrackFormat format = context.format();
    if (format.mediaType() != MediaType.VIDEO || format.payloadForm() == PayloadForm.STORED) {
      throw MediaException.of(Code.BAD_REQUEST, "not a format for H.265: " + format);
    }
    return new H265Packetizer(context);
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    HevcConfiguration configuration = StoredSets.recordOfAllLayers(entry.boxes());
    boolean setsInSamples = entry.type().equals(Configurations.HEV1);
    return new NalDepacketizer(
        context.payloadForm(),
        configuration.lengthSize(),
        setsInSamples ? ParameterSets.KEEP : ParameterSets.ENTRY,
        configuration.streamUnits(),
        HevcSetRules.INSTANCE);
  }

  @Override
  public String codecString(SampleEntry entry) {
    try {
      return StoredSets.record(entry.boxes()).profile().codecString(entry.type());
    } catch (MediaException e) {
      // What the contract asks for where the configuration says no more.
      return entry.type();
    }
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return switch (boxType) {
      case HevcConfiguration.BOX -> HevcDescription.of(payload);
      case HevcConfiguration.LAYERED_BOX -> HevcDescription.ofLayered(payload);
      default -> List.of();
    };
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    return StreamProbe.probe(head, fileName);
  }
}
