package io.boxwire.api.codec;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows one codec: how its stream is cut into frames, how a frame becomes a sample, and which
 * sample entries describe it.
 *
 * <p>An OSGi service with the properties {@link #CODEC} and {@link #SAMPLE_ENTRIES}; {@code
 * service.ranking} decides between two for the same codec. Its methods are called from any thread,
 * the objects it makes by one thread at a time. It may go away while its objects are in use: they
 * hold no media between calls, and a packetizer's {@link Packetizer#snapshot()} primes a successor
 * from another bundle.
 */
@ConsumerType
public interface CodecPlugin {
  /** Service property: the value of {@link #codec()}. */
  String CODEC = "codec";

  /** Service property: the value of {@link #sampleEntries()}. */
  String SAMPLE_ENTRIES = "sample.entries";

  /**
   * The codec's name.
   *
   * @return lower case, such as {@code h264}
   */
  String codec();

  /**
   * What kind of track the codec is for.
   *
   * @return the kind
   */
  MediaType mediaType();

  /**
   * The sample entries it writes or reads.
   *
   * @return four-character types, such as {@code avc1}
   */
  Set<String> sampleEntries();

  /**
   * Says whether this plugin can read samples under an entry.
   *
   * @param entry the sample entry
   * @return true if {@link #newDepacketizer} would accept it
   */
  default boolean matches(SampleEntry entry) {
    return sampleEntries().contains(entry.type());
  }

  /**
   * Makes an assembler for a raw elementary stream.
   *
   * @param options what is known from outside, such as a frame rate
   * @return the assembler
   * @throws MediaException {@code UNSUPPORTED} if the codec has no raw stream form; {@code
   *     BAD_REQUEST} if the options are impossible
   */
  Assembler newAssembler(AssemblerOptions options) throws MediaException;

  /**
   * Makes a packetizer for one track.
   *
   * @param context the track's format, and what a predecessor left
   * @return the packetizer
   * @throws MediaException {@code BAD_REQUEST} if the format is impossible for the codec
   */
  Packetizer newPacketizer(PacketizerContext context) throws MediaException;

  /**
   * Makes a depacketizer for the samples under one entry.
   *
   * @param entry the sample entry, for which {@link #matches} said true
   * @param context what form of payload is wanted
   * @return the depacketizer
   * @throws MediaException {@code MALFORMED} if the entry's configuration is broken
   */
  Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
      throws MediaException;

  /**
   * Makes what writes a raw elementary stream of a track's frames, for a codec whose stream is more
   * than their payloads.
   *
   * @param stored the track as it is stored, with its sample entries and its timescale
   * @return empty, the default, if the payloads that depacketizers give, one behind the other, are
   *     the stream
   * @throws MediaException {@code UNSUPPORTED} if a stream can't express the track
   * @since 1.1
   */
  default Optional<StreamWriter> newStreamWriter(TrackFormat stored) throws MediaException {
    return Optional.empty();
  }

  /**
   * The codec string of a stored track (RFC 6381).
   *
   * @param entry the sample entry
   * @return such as {@code avc1.64001F}; the entry's type if its configuration says no more
   */
  default String codecString(SampleEntry entry) {
    return entry.type();
  }

  /**
   * Explains a configuration box to people.
   *
   * @param boxType the box's type, such as {@code avcC}
   * @param payload the bytes behind its header; not changed
   * @return lines of name and value, in order; empty if the box is not this codec's
   */
  default List<Field> describe(String boxType, ByteBuffer payload) {
    return List.of();
  }

  /**
   * Says how likely a file is a raw elementary stream of this codec.
   *
   * @param head its first bytes, up to some 64 KiB; not changed
   * @param fileName its name, for the extension
   * @return 0 for "no" to 100 for "surely"; content counts more than name
   */
  default int probe(ByteBuffer head, String fileName) {
    return 0;
  }

  /**
   * The extension that files with the codec's raw stream usually have.
   *
   * @return letters and digits, without a dot; the codec's name unless overridden
   * @since 1.1
   */
  default String fileExtension() {
    return codec();
  }

  /**
   * A coder between this codec and linear 16-bit samples, where the plugin has one.
   *
   * @return the coder
   */
  default Optional<PcmCoder> pcmCoder() {
    return Optional.empty();
  }

  /**
   * One explained field of a configuration box.
   *
   * @param name what the standard calls it
   * @param value for people
   */
  record Field(String name, String value) {}
}
