package io.boxwire.codec.g711.internal;

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
import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the plugins of both laws have in common. Immutable. */
abstract class G711Codec implements CodecPlugin {
  /** A raw stream has no header to know it by; its name makes it likely, not sure. */
  private static final int LIKELY_BY_NAME = 50;

  private static final long NANOS = 1_000_000_000;

  private final String codec;
  private final String sampleEntry;
  private final Set<String> extensions;
  private final PcmCoder coder;

  G711Codec(String codec, String sampleEntry, Set<String> extensions, G711Law law) {
    this.codec = codec;
    this.sampleEntry = sampleEntry;
    this.extensions = extensions;
    this.coder = new G711Coder(law);
  }

  @Override
  public final String codec() {
    return codec;
  }

  @Override
  public final MediaType mediaType() {
    return MediaType.AUDIO;
  }

  @Override
  public final Set<String> sampleEntries() {
    return Set.of(sampleEntry);
  }

  @Override
  public final Assembler newAssembler(AssemblerOptions options) throws MediaException {
    int rate = options.sampleRate();
    if (options.timescale().orElse(rate) != rate) {
      throw badRequest("the timescale of a raw G.711 stream is its sampling rate, " + rate);
    }
    long frames = framesIn(options.blockDuration(), rate);
    if (frames > Integer.MAX_VALUE / options.channels()) {
      throw badRequest("a block of " + options.blockDuration() + " is too long");
    }
    TrackFormat format = TrackFormat.audio(codec, rate, options.channels()).build();
    return new G711Assembler(format, (int) frames);
  }

  @Override
  public final Packetizer newPacketizer(PacketizerContext context) throws MediaException {
    TrackFormat format = context.format();
    if (format.mediaType() != MediaType.AUDIO || format.channels() < 1 || format.sampleRate() < 1) {
      throw badRequest("not a format for G.711: " + format);
    }
    return new G711Packetizer(sampleEntry, format, context.configuration());
  }

  @Override
  public final Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException {
    if (entry.channels() < 1) {
      throw MediaException.of(
          MediaException.Code.MALFORMED, "the sample entry " + entry.type() + " has no channels");
    }
    return new G711Depacketizer(entry.channels());
  }

  @Override
  public final int probe(ByteBuffer head, String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return extensions.contains(extension) ? LIKELY_BY_NAME : 0;
  }

  @Override
  public final String fileExtension() {
    return sampleEntry; // alaw and ulaw, as FFmpeg and SoX know them too
  }

  @Override
  public final Optional<PcmCoder> pcmCoder() {
    return Optional.of(coder);
  }

  /** Audio frames in a duration, rounded, at least 1. */
  private static long framesIn(Duration duration, int rate) {
    // Longer than any block may be; without the bound the product could overflow.
    long seconds = Math.min(duration.getSeconds(), Integer.MAX_VALUE);
    long rest = (duration.getNano() * (long) rate + NANOS / 2) / NANOS;
    return Math.max(1, seconds * rate + rest);
  }

  private static MediaException badRequest(String message) {
    return MediaException.of(MediaException.Code.BAD_REQUEST, message);
  }
}
