package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A codec whose stream form is the sample with its first byte inverted in place, behind the width
 * of its sample entry where decoding can start. A sample that starts with 99 is broken, one that
 * starts with 98 makes it fail.
 */
final class TestPlugin implements CodecPlugin {
  static final byte BROKEN = 99;
  static final byte FAILS = 98;

  @Override
  public String codec() {
    return "test";
  }

  @Override
  public MediaType mediaType() {
    return MediaType.VIDEO;
  }

  @Override
  public Set<String> sampleEntries() {
    return Set.of("tst1");
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String codecString(SampleEntry entry) {
    return "tst1." + entry.width();
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    if (entry.width() == 0) {
      throw MediaException.of(MediaException.Code.MALFORMED, "a width of 0");
    }
    ByteBuffer header = ByteBuffer.wrap(new byte[] {(byte) entry.width()});
    return (sample, randomAccess, out) -> depacketize(header, sample, randomAccess, out);
  }

  private static void depacketize(
      ByteBuffer header, ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    byte first = sample.get(sample.position());
    if (first == BROKEN) {
      throw MediaException.of(MediaException.Code.MALFORMED, "a broken sample");
    }
    if (first == FAILS) {
      throw new IllegalStateException("a mistake of the plugin");
    }
    sample.put(sample.position(), (byte) ~first);
    if (randomAccess != RandomAccess.NONE) {
      out.bytes(header);
    }
    out.bytes(sample);
  }
}
