package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.AssemblerOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Real media of a codec, and what is known of them: what {@link CodecPluginTck} runs a plugin on.
 * Immutable.
 *
 * <p>Some ten to fifty small frames are best: enough for references between them and for more than
 * one random access point, few enough to be packetized thousands of times.
 *
 * <pre>{@code
 * CodecSamples.ofStream(Files.readAllBytes(clip), AssemblerOptions.builder().build())
 *     .fileName("clip.h264")
 *     .frameCount(24)
 *     .sampleEntry("avc1")
 *     .codecString("avc1.64000A")
 *     .build();
 * }</pre>
 */
public final class CodecSamples {
  private final Optional<TrackFormat> format;
  private final List<Frame> frames;
  private final Optional<ByteBuffer> stream;
  private final AssemblerOptions options;
  private final String fileName;
  private final OptionalInt frameCount;
  private final OptionalInt timescale;
  private final String sampleEntry;
  private final String codecString;
  private final UnaryOperator<byte[]> canonical;
  private final Optional<CodecSamples> changed;

  private CodecSamples(Builder b) {
    this.format = b.format;
    this.frames = b.frames;
    this.stream = b.stream;
    this.options = b.options;
    this.fileName = b.fileName;
    this.frameCount = b.frameCount;
    this.timescale = b.timescale;
    this.sampleEntry = b.sampleEntry;
    this.codecString = b.codecString;
    this.canonical = b.canonical;
    this.changed = b.changed;
  }

  /**
   * Starts samples of a codec that has a raw stream form. The plugin's own assembler cuts the
   * frames.
   *
   * @param stream a whole elementary stream; copied
   * @param options what is known of it from outside
   * @return a builder
   */
  public static Builder ofStream(byte[] stream, AssemblerOptions options) {
    Builder builder = new Builder();
    builder.stream = Optional.of(ByteBuffer.wrap(stream.clone()).asReadOnlyBuffer());
    builder.options = Objects.requireNonNull(options, "options");
    return builder;
  }

  /**
   * Starts samples of a codec that has no raw stream form: its plugin throws {@code UNSUPPORTED}
   * where an assembler is asked for.
   *
   * @param format the track's format
   * @param frames in decode order, with payloads in memory that nobody changes
   * @return a builder
   */
  public static Builder ofFrames(TrackFormat format, List<Frame> frames) {
    Builder builder = new Builder();
    builder.format = Optional.of(format);
    builder.frames = List.copyOf(frames);
    return builder;
  }

  Optional<TrackFormat> format() {
    return format;
  }

  List<Frame> frames() {
    return frames;
  }

  Optional<ByteBuffer> stream() {
    return stream.map(ByteBuffer::duplicate);
  }

  AssemblerOptions options() {
    return options;
  }

  String fileName() {
    return fileName;
  }

  OptionalInt frameCount() {
    return frameCount;
  }

  OptionalInt timescale() {
    return timescale;
  }

  String sampleEntry() {
    return sampleEntry;
  }

  String codecString() {
    return codecString;
  }

  UnaryOperator<byte[]> canonical() {
    return canonical;
  }

  Optional<CodecSamples> changed() {
    return changed;
  }

  /** Collects samples, and what is known of them. */
  public static final class Builder {
    private Optional<TrackFormat> format = Optional.empty();
    private List<Frame> frames = List.of();
    private Optional<ByteBuffer> stream = Optional.empty();
    private AssemblerOptions options = AssemblerOptions.builder().build();
    private String fileName = "";
    private OptionalInt frameCount = OptionalInt.empty();
    private OptionalInt timescale = OptionalInt.empty();
    private String sampleEntry = "";
    private String codecString = "";
    private UnaryOperator<byte[]> canonical = UnaryOperator.identity();
    private Optional<CodecSamples> changed = Optional.empty();

    private Builder() {}

    /**
     * Names the file that such a stream would lie in, for {@code probe}.
     *
     * @param name such as {@code clip.h264}
     * @return this
     */
    public Builder fileName(String name) {
      this.fileName = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Says how many frames the stream holds, as another tool counts them.
     *
     * @param frameCount at least 2
     * @return this
     */
    public Builder frameCount(int frameCount) {
      this.frameCount = OptionalInt.of(frameCount);
      return this;
    }

    /**
     * Says which timescale the assembler chooses.
     *
     * @param ticks ticks a second
     * @return this
     */
    public Builder timescale(int ticks) {
      this.timescale = OptionalInt.of(ticks);
      return this;
    }

    /**
     * Says which sample entry the track has.
     *
     * @param type four characters, such as {@code avc1}
     * @return this
     */
    public Builder sampleEntry(String type) {
      this.sampleEntry = Objects.requireNonNull(type, "type");
      return this;
    }

    /**
     * Says which codec string the track has (RFC 6381).
     *
     * @param string such as {@code avc1.64000A}
     * @return this
     */
    public Builder codecString(String string) {
      this.codecString = Objects.requireNonNull(string, "string");
      return this;
    }

    /**
     * Says what of a payload comes back the same, where that is not every byte: as with start codes
     * of another length, or parameter sets that come back in front of other frames.
     *
     * @param form makes the form in which a payload before and after are compared; the same for
     *     both, and of no effect on its argument
     * @return this
     */
    public Builder canonical(UnaryOperator<byte[]> form) {
      this.canonical = Objects.requireNonNull(form, "form");
      return this;
    }

    /**
     * Adds a stream with another configuration, which goes on behind this one on the same track;
     * for a codec whose configuration may change in the stream.
     *
     * @param other samples of the same codec; their own change is not regarded
     * @return this
     */
    public Builder changingTo(CodecSamples other) {
      this.changed = Optional.of(other);
      return this;
    }

    /**
     * Makes the samples.
     *
     * @return the samples
     * @throws IllegalArgumentException if sample entry or codec string is missing
     */
    public CodecSamples build() {
      if (sampleEntry.isEmpty() || codecString.isEmpty()) {
        throw new IllegalArgumentException("say which sampleEntry and codecString are expected");
      }
      return new CodecSamples(this);
    }
  }
}
