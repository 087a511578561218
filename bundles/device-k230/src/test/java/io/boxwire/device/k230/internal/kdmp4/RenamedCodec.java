package io.boxwire.device.k230.internal.kdmp4;

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
import java.util.Set;

/**
 * A plugin under another name, which the board has never heard of.
 *
 * @param plugin does the work
 * @param codec the name
 */
record RenamedCodec(CodecPlugin plugin, String codec) implements CodecPlugin {
  @Override
  public MediaType mediaType() {
    return plugin.mediaType();
  }

  @Override
  public Set<String> sampleEntries() {
    return plugin.sampleEntries();
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) throws MediaException {
    return plugin.newAssembler(options);
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    return plugin.newPacketizer(context);
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    return plugin.newDepacketizer(entry, context);
  }
}
