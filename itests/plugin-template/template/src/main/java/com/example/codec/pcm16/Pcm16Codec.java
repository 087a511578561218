package com.example.codec.pcm16;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
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
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Linear 16-bit sound. Stateless: safe for use by any number of threads. */
@ProvideCodec(Pcm16Codec.NAME)
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {
      CodecPlugin.CODEC + "=" + Pcm16Codec.NAME,
      CodecPlugin.SAMPLE_ENTRIES + "=" + Pcm16Codec.ENTRY
    })
public final class Pcm16Codec implements CodecPlugin {
  static final String NAME = "pcm16";
  static final String ENTRY = "ipcm";
  static final int SAMPLE_BYTES = 2;

  /** What the field of a sample entry holds. */
  private static final int MOST_CHANNELS = 0xFFFF;

  private static final int LIKELY_BY_NAME = 50;

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
    return Set.of(ENTRY);
  }

  @Override
  public boolean matches(SampleEntry entry) {
    return entry.type().equals(ENTRY)
        && entry.box(PcmConfiguration.BOX).filter(PcmConfiguration::isPcm16).isPresent();
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) throws MediaException {
    if (options.channels() > MOST_CHANNELS) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST, "too many channels: " + options.channels());
    }
    TrackFormat format = TrackFormat.audio(NAME, options.sampleRate(), options.channels()).build();
    return new Pcm16Assembler(format, options.blockDuration());
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    TrackFormat format = context.format();
    if (format.mediaType() != MediaType.AUDIO || format.channels() < 1 || format.sampleRate() < 1) {
      throw MediaException.of(MediaException.Code.BAD_REQUEST, "not a format for sound: " + format);
    }
    return new Pcm16Packetizer(format, context.configuration());
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    if (!matches(entry) || entry.channels() < 1) {
      throw MediaException.of(
          MediaException.Code.MALFORMED, "not an entry of 16-bit linear sound: " + entry);
    }
    return new Pcm16Depacketizer(entry.channels());
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return boxType.equals(PcmConfiguration.BOX) ? PcmConfiguration.describe(payload) : List.of();
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    // A raw stream has no header to know it by: a name makes it likely, nothing makes it sure.
    return fileName.endsWith("." + NAME) ? LIKELY_BY_NAME : 0;
  }
}
