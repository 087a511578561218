package io.boxwire.codec.opus.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes one sample of each packet. What {@code dOps} says is the {@code OpusHead} in {@link
 * TrackFormat#decoderSetup()}; without one, as from a capture device, the stream is mono or stereo
 * with the track's priming as pre-skip.
 *
 * <p>A frame that lasts less than its packet is cut off at its end, as the last one of a stream may
 * be. Whether the configuration was reported is all it remembers.
 */
final class OpusPacketizer implements Packetizer {
  static final String SAMPLE_ENTRY = "Opus";

  private static final int MOST_PRE_SKIP = 0xffff;

  private final int timescale;
  private final CodecConfiguration configuration;
  private boolean reported;

  /**
   * Makes a packetizer.
   *
   * @throws MediaException if the decoder setup of the track is no OpusHead, or impossible
   */
  OpusPacketizer(PacketizerContext context) throws MediaException {
    this.timescale = context.format().timescale();
    OpusHead head = head(context.format());
    this.configuration =
        CodecConfiguration.of(SAMPLE_ENTRY, SAMPLE_ENTRY)
            .audio(head.channels(), OpusPacket.RATE)
            .boxes(List.of(ConfigurationBox.of(OpusHead.BOX, head.toBox())))
            .build();
    this.reported = context.configuration().filter(configuration::equals).isPresent();
  }

  private static OpusHead head(TrackFormat format) throws MediaException {
    ByteBuffer setup = format.decoderSetup().configuration();
    if (setup.hasRemaining()) {
      return OpusHead.ofOgg(setup);
    }
    if (format.channels() > 2) {
      throw MediaException.of(
          Code.BAD_REQUEST, format.channels() + " channels of Opus need an OpusHead");
    }
    long preSkip = samples(format.decoderSetup().priming(), format.timescale());
    if (preSkip > MOST_PRE_SKIP) {
      throw MediaException.of(
          Code.BAD_REQUEST, "a pre-skip of " + preSkip + " samples can't be stored");
    }
    return OpusHead.plain(format.channels(), (int) preSkip, format.sampleRate());
  }

  /** Ticks in samples of 48,000 Hz, rounded down. */
  private static long samples(long ticks, int timescale) {
    return ticks / timescale * OpusPacket.RATE + ticks % timescale * OpusPacket.RATE / timescale;
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    int samples = duration(frame);
    if (!reported) {
      out.configuration(configuration);
      reported = true;
    }
    out.randomAccess(RandomAccess.SYNC);
    out.rollDistance(-((OpusPacket.PRE_ROLL + samples - 1) / samples));
    out.duration(ticks(samples, frame.duration()));
    for (ByteBuffer slice : frame.slices()) {
      out.bytes(slice);
    }
    return Outcome.SAMPLE;
  }

  private static int duration(Frame frame) throws MediaException {
    ByteBuffer head = ByteBuffer.allocate(2);
    for (ByteBuffer slice : frame.slices()) {
      int bytes = Math.min(head.remaining(), slice.remaining());
      head.put(slice.slice(slice.position(), bytes));
    }
    try {
      return OpusPacket.duration(head.flip());
    } catch (MediaException e) {
      throw MediaException.badFrame(frame, e.getMessage(), e);
    }
  }

  /**
   * How long a packet lasts, rounded up so that no gap is seen where there is none; less if the
   * frame says so. The last sample of a file may have the duration 0, which says nothing.
   */
  private long ticks(int samples, long told) {
    long whole = ((long) samples * timescale + OpusPacket.RATE - 1) / OpusPacket.RATE;
    // What is less by rounding alone is not less.
    return told > 0 && told < whole - 1 ? told : whole;
  }

  @Override
  public byte[] snapshot() {
    return new byte[0];
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
