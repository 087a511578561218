package io.boxwire.tck;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** A codec of no use but this: small, with a configuration in its stream, and correct. */
public final class ToyCodec implements CodecPlugin {
  static final String NAME = "toy";
  static final String ENTRY = "toy1";
  static final String BOX = "toyC";
  static final int RATE = 8000;

  /** Makes the plugin. */
  public ToyCodec() {}

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
  public Assembler newAssembler(AssemblerOptions options) {
    return new ToyAssembler();
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) {
    return new ToyPacketizer(context);
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    return new ToyDepacketizer(settings(entry));
  }

  /** Channels and level out of an entry. */
  private static byte[] settings(SampleEntry entry) throws MediaException {
    ByteBuffer box =
        entry
            .box(BOX)
            .map(ConfigurationBox::payload)
            .filter(payload -> payload.remaining() == ToyUnits.SETTINGS_SIZE)
            .orElseThrow(
                () -> MediaException.of(MediaException.Code.MALFORMED, "no readable " + BOX));
    return new byte[] {box.get(0), box.get(1)};
  }

  @Override
  public String codecString(SampleEntry entry) {
    try {
      return ToyPacketizer.codecString(settings(entry));
    } catch (MediaException broken) {
      return entry.type(); // as the contract has it
    }
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return boxType.equals(BOX) && payload.remaining() == ToyUnits.SETTINGS_SIZE
        ? List.of(new Field("level", Integer.toString(payload.get(payload.position() + 1))))
        : List.of();
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    try {
      return ToyUnits.parse(head.duplicate()).isEmpty() ? 0 : 90;
    } catch (MediaException other) {
      return 0; // another format
    }
  }
}
