package io.boxwire.codec.h264.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleEntry;
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
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * H.264/AVC in the way of ISO/IEC 14496-15:2022 clause 5: writes {@code avc1} and {@code avc3},
 * reads {@code avc2} and {@code avc4} as well. Stateless: safe for use by any number of threads.
 */
@ProvideCodec(H264Codec.NAME)
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {
      CodecPlugin.CODEC + "=" + H264Codec.NAME,
      CodecPlugin.SAMPLE_ENTRIES + "=avc1",
      CodecPlugin.SAMPLE_ENTRIES + "=avc3",
      CodecPlugin.SAMPLE_ENTRIES + "=avc2",
      CodecPlugin.SAMPLE_ENTRIES + "=avc4"
    })
public final class H264Codec implements CodecPlugin {
  static final String NAME = "h264";

  private static final Set<String> ENTRIES = Set.of("avc1", "avc2", "avc3", "avc4");
  private static final Set<String> SETS_IN_SAMPLES = Set.of("avc3", "avc4");

  /** Makes the plugin. */
  public H264Codec() {}

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
    return ENTRIES;
  }

  @Override
  public boolean matches(SampleEntry entry) {
    return ENTRIES.contains(entry.type()) && entry.box(AvcConfiguration.BOX).isPresent();
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) {
    return new H264Assembler(options);
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    if (context.format().payloadForm() == PayloadForm.STORED) {
      throw MediaException.of(
          Code.BAD_REQUEST, "stored payloads need no packetizer: declare the track as a copy");
    }
    return new H264Packetizer(context);
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    Optional<ConfigurationBox> box = entry.box(AvcConfiguration.BOX);
    if (box.isEmpty()) {
      throw MediaException.of(
          Code.MALFORMED, "a sample entry " + entry.type() + " has no " + AvcConfiguration.BOX);
    }
    AvcConfiguration configuration = AvcConfiguration.read(box.get().payload());
    boolean setsInSamples = SETS_IN_SAMPLES.contains(entry.type());
    return new NalDepacketizer(
        context.payloadForm(),
        configuration.lengthSize(),
        setsInSamples ? ParameterSets.KEEP : ParameterSets.ENTRY,
        configuration.all().stream().map(ByteBuffer::wrap).toList(),
        AvcSetRules.INSTANCE);
  }

  @Override
  public String codecString(SampleEntry entry) {
    Optional<ConfigurationBox> box = entry.box(AvcConfiguration.BOX);
    try {
      return box.isEmpty()
          ? entry.type()
          : AvcConfiguration.read(box.get().payload()).codecString(entry.type());
    } catch (MediaException broken) {
      return entry.type(); // the contract's answer where the configuration says no more
    }
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return boxType.equals(AvcConfiguration.BOX) ? AvcDescription.of(payload) : List.of();
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    return StreamProbe.score(head, fileName);
  }
}
