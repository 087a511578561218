package io.boxwire.muxer.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A codec whose pictures say what they are: byte 0 the kind ({@code S}ync, {@code N}one, {@code
 * O}pen GOP, {@code R}ecovery point, {@code X} no picture), byte 1 the number of the configuration,
 * byte 2 the roll distance. Each slice of a payload becomes a NAL unit.
 *
 * <p>Its audio has one byte a tick; a block of kind {@code P} has a pre-roll of four.
 */
class FakeCodec implements CodecPlugin {
  static final String VIDEO = "fake";
  static final String AUDIO = "fakea";

  private final String codec;

  FakeCodec(String codec) {
    this.codec = codec;
  }

  static List<FakeCodec> both() {
    return List.of(new FakeCodec(VIDEO), new FakeCodec(AUDIO));
  }

  /** A picture of so many bytes, at least 3, equal for equal arguments. */
  static byte[] picture(char kind, int configuration, int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) kind;
    bytes[1] = (byte) configuration;
    bytes[2] = (byte) (kind == 'R' ? 5 : 0);
    return bytes;
  }

  /** What a configuration looks like inside the stream. */
  static byte[] inBand(int configuration) {
    return new byte[] {0, 0, 0, 2, 'P', (byte) configuration};
  }

  static CodecConfiguration configuration(int number) {
    return CodecConfiguration.of("fak1", "fak1." + number)
        .boxes(List.of(ConfigurationBox.of("fakC", new byte[] {(byte) number})))
        .size(320, 240)
        .inBand(ByteBuffer.wrap(inBand(number)))
        .build();
  }

  @Override
  public String codec() {
    return codec;
  }

  @Override
  public MediaType mediaType() {
    return codec.equals(VIDEO) ? MediaType.VIDEO : MediaType.AUDIO;
  }

  @Override
  public Set<String> sampleEntries() {
    return Set.of(codec.equals(VIDEO) ? "fak1" : "faka");
  }

  @Override
  public Assembler newAssembler(AssemblerOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    return codec.equals(VIDEO) ? new Pictures(context) : new Sound(context);
  }

  @Override
  public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context) {
    throw new UnsupportedOperationException();
  }

  private static class Pictures implements Packetizer {
    private int configuration;

    Pictures(PacketizerContext context) {
      configuration = context.snapshot().filter(s -> s.length == 1).map(s -> (int) s[0]).orElse(-1);
    }

    @Override
    public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
      ByteBuffer last = frame.slices().get(frame.slices().size() - 1);
      byte kind = last.get(last.position());
      if (kind == 'X') {
        return Outcome.NO_PICTURE;
      }
      int number = last.get(last.position() + 1);
      RandomAccess access =
          switch (kind) {
            case 'S' -> RandomAccess.SYNC;
            case 'N' -> RandomAccess.NONE;
            case 'O' -> RandomAccess.OPEN_GOP;
            case 'R' -> RandomAccess.RECOVERY_POINT;
            default ->
                throw MediaException.of(MediaException.Code.BAD_FRAME, "kind " + (char) kind);
          };
      if (number != configuration) {
        configuration = number;
        out.configuration(configuration(number));
      }
      out.randomAccess(access);
      out.rollDistance(last.get(last.position() + 2) & 0xff & (kind == 'R' ? 0xff : 0));
      for (ByteBuffer slice : frame.slices()) {
        out.nalUnit(slice, slice.position(), slice.remaining());
      }
      return Outcome.SAMPLE;
    }

    @Override
    public byte[] snapshot() {
      return new byte[] {(byte) configuration};
    }

    @Override
    public void close() {}
  }

  private static final class Sound implements Packetizer {
    private boolean reported;

    Sound(PacketizerContext context) {
      reported = context.configuration().isPresent();
    }

    @Override
    public Outcome packetize(Frame frame, SampleSink out) {
      if (!reported) {
        out.configuration(CodecConfiguration.of("faka", "faka").audio(1, 8000).build());
        reported = true;
      }
      out.randomAccess(RandomAccess.SYNC);
      out.duration(frame.size());
      ByteBuffer first = frame.slices().get(0);
      if (first.get(first.position()) == 'P') {
        out.rollDistance(-4);
      }
      frame.slices().forEach(out::bytes);
      return Outcome.SAMPLE;
    }

    @Override
    public byte[] snapshot() {
      return new byte[0];
    }

    @Override
    public void close() {}
  }
}
