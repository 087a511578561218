package io.boxwire.codec.aac.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * AAC in the way of ISO/IEC 14496-14 6.7: writes and reads {@code mp4a}. Of what {@code mp4a} may
 * hold it takes what ADTS can express; a track of anything else, such as MP3 or USAC, is left to
 * other plugins or copied as it is stored. Stateless: safe for use by any number of threads.
 */
@ProvideCodec(AacCodec.NAME)
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {
      CodecPlugin.CODEC + "=" + AacCodec.NAME,
      CodecPlugin.SAMPLE_ENTRIES + "=" + AacPacketizer.SAMPLE_ENTRY
    })
public final class AacCodec implements CodecPlugin {
  static final String NAME = "aac";

  /** Makes the plugin. */
  public AacCodec() {}

  @Override
  public String codec() {
    return NAME;
  }

  @Override
  public MediaType mediaType() {
    return MediaType.AUDIO;
  }

  @Override
  public Set<String> sampleEntries() {
    return Set.of(AacPacketizer.SAMPLE_ENTRY);
  }

  @Override
  public boolean matches(SampleEntry entry) {
    Optional<ConfigurationBox> box = entry.box(Esds.BOX);
    if (!sampleEntries().contains(entry.type()) || box.isEmpty()) {
      return false;
    }
    try {
      Esds esds = Esds.read(box.get().payload());
      return esds.isAac() && esds.configuration().fitsAdts();
    } catch (MediaException broken) {
      return true; // whoever reads its samples is to be told
    }
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) {
    return new AacAssembler(options);
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    TrackFormat format = context.format();
    if (format.mediaType() != MediaType.AUDIO
        || format.channels() < 1
        || format.sampleRate() < 1
        || format.payloadForm() == PayloadForm.STORED) {
      throw MediaException.of(Code.BAD_REQUEST, "not a format for AAC: " + format);
    }
    try {
      return new AacPacketizer(context);
    } catch (MediaException e) {
      throw MediaException.of(Code.BAD_REQUEST, "no decoder setup for AAC: " + e.getMessage(), e);
    }
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    Optional<ConfigurationBox> box = entry.box(Esds.BOX);
    if (box.isEmpty()) {
      throw MediaException.of(
          Code.MALFORMED, "a sample entry " + entry.type() + " has no " + Esds.BOX);
    }
    Esds esds = Esds.read(box.get().payload());
    AudioSpecificConfig configuration = esds.configuration();
    if (!esds.isAac() || !configuration.fitsAdts()) {
      throw MediaException.of(Code.UNSUPPORTED, "ADTS can't express " + esds.codecString("mp4a"));
    }
    return new AacDepacketizer(configuration);
  }

  @Override
  public String codecString(SampleEntry entry) {
    Optional<ConfigurationBox> box = entry.box(Esds.BOX);
    try {
      return box.isEmpty()
          ? entry.type()
          : Esds.read(box.get().payload()).codecString(entry.type());
    } catch (MediaException broken) {
      return entry.type(); // the contract's answer where the configuration says no more
    }
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return boxType.equals(Esds.BOX) ? EsdsDescription.of(payload) : List.of();
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    return AdtsProbe.score(head, fileName);
  }

  @Override
  public String fileExtension() {
    return NAME;
  }
}
