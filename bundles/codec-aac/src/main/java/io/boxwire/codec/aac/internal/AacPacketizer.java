package io.boxwire.codec.aac.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes one sample of each frame. Two kinds of payload are understood, and may be mixed:
 *
 * <ul>
 *   <li>one ADTS frame with one access unit: the header is taken off, and is the configuration;
 *   <li>one bare access unit, as encoders in cameras and RTP (RFC 3640) deliver it: the
 *       configuration is the {@code AudioSpecificConfig} in {@link TrackFormat#decoderSetup()}, or
 *       else AAC LC of the track's rate and channels in their usual order.
 * </ul>
 *
 * An access unit can't be taken for an ADTS frame: one that begins with the sync word would begin
 * with the element that ends it.
 *
 * <p>The last configuration reported is all it remembers.
 */
final class AacPacketizer implements Packetizer {
  static final String SAMPLE_ENTRY = "mp4a";

  private final int timescale;
  private final Optional<Stated> stated;
  private Optional<CodecConfiguration> reported;

  /** What {@link #reported} was made of, so that nothing is made anew for each frame. */
  private Optional<AudioSpecificConfig> current = Optional.empty();

  /**
   * A configuration that was told, not found in a frame.
   *
   * @param configuration what it says
   * @param bytes how it says it
   */
  private record Stated(AudioSpecificConfig configuration, byte[] bytes) {
    static Stated of(AudioSpecificConfig configuration) {
      return new Stated(configuration, configuration.coreBytes());
    }
  }

  /**
   * Makes a packetizer.
   *
   * @throws MediaException MALFORMED if the decoder setup of the track is no AudioSpecificConfig
   */
  AacPacketizer(PacketizerContext context) throws MediaException {
    this.timescale = context.format().timescale();
    this.reported = context.configuration();
    this.stated = stated(context.format());
  }

  private static Optional<Stated> stated(TrackFormat format) throws MediaException {
    ByteBuffer setup = format.decoderSetup().configuration();
    if (setup.hasRemaining()) {
      byte[] bytes = new byte[setup.remaining()];
      AudioSpecificConfig configuration = AudioSpecificConfig.read(setup);
      setup.get(bytes);
      return Optional.of(new Stated(configuration, bytes));
    }
    OptionalInt channels = AudioSpecificConfig.configurationOf(format.channels());
    return channels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Stated.of(
                AudioSpecificConfig.plain(
                    AudioSpecificConfig.AAC_LC, format.sampleRate(), channels.getAsInt())));
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    Optional<AdtsHeader> header = header(frame);
    Stated of = header.isPresent() ? of(header.get(), frame) : ofTrack(frame);
    int headerBytes = header.map(AdtsHeader::size).orElse(0);
    long duration = ticks(of.configuration, frame);

    report(of, out);
    out.randomAccess(RandomAccess.SYNC);
    out.duration(duration);
    int skip = headerBytes;
    for (ByteBuffer slice : frame.slices()) {
      int skipped = Math.min(skip, slice.remaining());
      if (skipped < slice.remaining()) {
        out.bytes(slice, slice.position() + skipped, slice.remaining() - skipped);
      }
      skip -= skipped;
    }
    return Outcome.SAMPLE;
  }

  /** The ADTS header that a payload begins with. */
  private static Optional<AdtsHeader> header(Frame frame) throws MediaException {
    if (frame.size() == 0) {
      throw bad(frame, "the payload is empty");
    }
    ByteBuffer head = ByteBuffer.allocate(AdtsHeader.BYTES);
    for (ByteBuffer slice : frame.slices()) {
      int bytes = Math.min(head.remaining(), slice.remaining());
      head.put(slice.slice(slice.position(), bytes));
    }
    if (head.hasRemaining()) {
      return Optional.empty();
    }
    Optional<AdtsHeader> header = AdtsHeader.read(head, 0);
    if (header.isPresent() && header.get().frameLength() != frame.size()) {
      throw bad(
          frame,
          "an ADTS frame of "
              + header.get().frameLength()
              + " bytes in a payload of "
              + frame.size());
    }
    return header;
  }

  private Stated of(AdtsHeader header, Frame frame) throws MediaException {
    if (header.blocks() > 1) {
      throw bad(frame, "the ADTS frame holds " + header.blocks() + " access units, not one");
    }
    if (header.channelConfiguration() == 0) {
      throw bad(frame, "channels told by a program config element are not supported");
    }
    AudioSpecificConfig found = header.configuration();
    // What was told beforehand may say more than a header has room for.
    return stated.filter(s -> s.configuration.sameCore(found)).orElseGet(() -> Stated.of(found));
  }

  private Stated ofTrack(Frame frame) throws MediaException {
    return stated.orElseThrow(
        () -> bad(frame, "a bare access unit, and no AudioSpecificConfig for so many channels"));
  }

  /** How long an access unit lasts, rounded up where that is no whole number of ticks. */
  private long ticks(AudioSpecificConfig configuration, Frame frame) throws MediaException {
    if (configuration.frameLength() == 0) {
      if (frame.duration() == Frame.UNKNOWN_DURATION) {
        throw bad(frame, "how long it lasts is neither told nor known for its object type");
      }
      return frame.duration();
    }
    int rate = configuration.rate();
    return ((long) configuration.frameLength() * timescale + rate - 1) / rate;
  }

  private void report(Stated of, SampleSink out) {
    if (current.filter(of.configuration::equals).isPresent()) {
      return;
    }
    current = Optional.of(of.configuration);
    AudioSpecificConfig config = of.configuration;
    byte[] esds = Esds.ofAac(config.channels(), of.bytes).toBytes();
    CodecConfiguration next =
        CodecConfiguration.of(
                SAMPLE_ENTRY,
                SAMPLE_ENTRY
                    + "."
                    + Integer.toHexString(Esds.MPEG4_AUDIO)
                    + "."
                    + config.namedType())
            .audio(config.channels(), config.outputRate())
            .boxes(List.of(ConfigurationBox.of(Esds.BOX, esds)))
            .build();
    if (reported.filter(next::equals).isEmpty()) {
      out.configuration(next);
      reported = Optional.of(next);
    }
  }

  private static MediaException bad(Frame frame, String message) {
    MediaException cause = MediaException.of(MediaException.Code.BAD_FRAME, message);
    return MediaException.badFrame(frame, message, cause);
  }

  @Override
  public byte[] snapshot() {
    return new byte[0];
  }

  @Override
  public void close() {
    current = Optional.empty();
    reported = Optional.empty();
  }
}
