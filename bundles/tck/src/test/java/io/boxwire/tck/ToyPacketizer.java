package io.boxwire.tck;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes the settings out of a frame, and makes a sample of the body of its block. */
final class ToyPacketizer implements Packetizer {
  private static final byte[] MAGIC = "TOY1".getBytes(StandardCharsets.US_ASCII);

  private Optional<CodecConfiguration> configuration;
  private byte[] settings;

  ToyPacketizer(PacketizerContext context) {
    this.settings =
        context
            .snapshot()
            .filter(s -> s.length == MAGIC.length + ToyUnits.SETTINGS_SIZE)
            .filter(s -> Arrays.equals(s, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
            .map(s -> Arrays.copyOfRange(s, MAGIC.length, s.length))
            .orElse(new byte[0]);
    this.configuration = context.configuration();
  }

  static String codecString(byte[] settings) {
    return ToyCodec.ENTRY + "." + settings[1];
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    ByteBuffer in = frame.payload();
    try {
      List<ToyUnits.Unit> units = ToyUnits.parse(in);
      byte[] found = settings;
      Optional<ToyUnits.Unit> block = Optional.empty();
      int end = in.position();
      for (ToyUnits.Unit unit : units) {
        end += unit.length();
        if (unit.type() == ToyUnits.SETTINGS) {
          found = new byte[] {in.get(unit.body()), in.get(unit.body() + 1)};
        } else if (block.isPresent()) {
          throw MediaException.of(MediaException.Code.MALFORMED, "two blocks");
        } else {
          block = Optional.of(unit);
        }
      }
      if (end != in.limit()) {
        throw MediaException.of(MediaException.Code.TRUNCATED, "a unit has no end");
      }
      if (block.isEmpty()) {
        return Outcome.NO_PICTURE;
      }
      if (found.length == 0) {
        throw MediaException.of(MediaException.Code.MALFORMED, "no settings yet");
      }
      settings = found;
      put(in, block.get(), out);
      return Outcome.SAMPLE;
    } catch (MediaException e) {
      throw MediaException.badFrame(frame, e.getMessage(), e);
    }
  }

  private void put(ByteBuffer in, ToyUnits.Unit block, SampleSink out) {
    Optional<CodecConfiguration> next =
        Optional.of(
            CodecConfiguration.of(ToyCodec.ENTRY, codecString(settings))
                .boxes(List.of(ConfigurationBox.of(ToyCodec.BOX, settings)))
                .audio(settings[0], ToyCodec.RATE)
                .build());
    if (!next.equals(configuration)) {
      out.configuration(next.get());
      configuration = next;
    }
    out.randomAccess(in.get(block.body()) == 1 ? RandomAccess.SYNC : RandomAccess.NONE);
    out.duration(in.getShort(block.body() + 1));
    out.bytes(in, block.body(), block.bodyLength());
  }

  @Override
  public byte[] snapshot() {
    if (settings.length == 0) {
      return new byte[0];
    }
    return ByteBuffer.allocate(MAGIC.length + settings.length).put(MAGIC).put(settings).array();
  }

  @Override
  public void close() {
    configuration = Optional.empty();
  }
}
