package io.boxwire.tck;

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

/** Does what the toy codec does, until a subclass does something else. */
class PluginWrapper implements CodecPlugin {
  final ToyCodec toy = new ToyCodec();

  @Override
  public String codec() {
    return toy.codec();
  }

  @Override
  public MediaType mediaType() {
    return toy.mediaType();
  }

  @Override
  public Set<String> sampleEntries() {
    return toy.sampleEntries();
  }

  @Override
  public boolean matches(SampleEntry entry) {
    return toy.matches(entry);
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) throws MediaException {
    return toy.newAssembler(options);
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    return toy.newPacketizer(context);
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    return toy.newDepacketizer(entry, context);
  }

  @Override
  public String codecString(SampleEntry entry) {
    return toy.codecString(entry);
  }

  @Override
  public List<Field> describe(String boxType, ByteBuffer payload) {
    return toy.describe(boxType, payload);
  }

  @Override
  public int probe(ByteBuffer head, String fileName) {
    return toy.probe(head, fileName);
  }
}
