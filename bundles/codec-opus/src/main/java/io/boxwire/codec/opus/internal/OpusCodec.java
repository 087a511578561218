package io.boxwire.codec.opus.internal;

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
import io.boxwire.api.codec.StreamWriter;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Opus in the way of "Encapsulation of Opus in ISO Base Media File Format", from and to Ogg.
 * Stateless: safe for use by any number of threads.
 */
@ProvideCodec(OpusCodec.NAME)
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {
      CodecPlugin.CODEC + "=" + OpusCodec.NAME,
      CodecPlugin.SAMPLE_ENTRIES + "=" + OpusPacketizer.SAMPLE_ENTRY
    })
public final class OpusCodec implements CodecPlugin {
  static final String NAME = "opus";

  /** Makes the plugin. */
  public OpusCodec() {}

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
    return Set.of(OpusPacketizer.SAMPLE_ENTRY);
  }

  @Override
  public boolean matches(SampleEntry entry) {
    Optional<ConfigurationBox> box = entry.box(OpusHead.BOX);
    if (!sampleEntries().contains(entry.type()) || box.isEmpty()) {
      return false;
    }
    try {
      OpusHead.ofBox(box.get().payload());
      return true;
    } catch (MediaException e) {
      return e.code() == Code.MALFORMED; // whoever reads its samples is to be told
    }
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) {
    return new OpusAssembler(options);
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    TrackFormat format = context.format();
    if (format.mediaType() != MediaType.AUDIO
        || format.channels() < 1
        || format.sampleRate() < 1
        || format.payloadForm() == PayloadForm.STORED) {
      throw MediaException.of(Code.BAD_REQUEST, "not a format for Opus: " + format);
    }
    try {
      return new OpusPacketizer(context);
    } catch (MediaException e) {
      throw MediaException.of(Code.BAD_REQUEST, "no decoder setup for Opus: " + e.getMessage(), e);
    }
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    head(entry);
    return new OpusDepacketizer();
  }

  @Override
  public Optional<StreamWriter> newStreamWriter(TrackFormat stored) throws MediaException {
    Set<OpusHead> heads = new HashSet<>();
    for (SampleEntry entry : stored.sampleEntries()) {
      heads.add(head(entry));
    }
    if (heads.size() != 1) {
      throw MediaException.of(
          Code.UNSUPPORTED,
          "one Ogg stream can't hold " + heads.size() + " configurations of Opus");
    }
    return Optional.of(new OpusStreamWriter(heads.iterator().next(), stored.timescale()));
  }

  private static OpusHead head(SampleEntry entry) throws MediaException {
    Optional<ConfigurationBox> box = entry.box(OpusHead.BOX);
    if (box.isEmpty()) {
      throw MediaException.of(
          Code.MALFORMED, "a sample entry " + entry.type() + " has no " + OpusHead.BOX);
    }
    return OpusHead.ofBox(box.get().payload());
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return boxType.equals(OpusHead.BOX) ? OpusDescription.of(payload) : List.of();
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    return OpusProbe.score(head, fileName);
  }
}
