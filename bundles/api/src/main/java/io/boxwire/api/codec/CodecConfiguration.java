package io.boxwire.api.codec;

import io.boxwire.api.ConfigurationBox;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * What a sample entry is made of, apart from the fixed fields that the container fills in: its
 * type, its boxes, and what they say. Immutable; equal if an entry made of it would be.
 */
public final class CodecConfiguration {
  private final String sampleEntry;
  private final String codecString;
  private final List<ConfigurationBox> boxes;
  private final int width;
  private final int height;
  private final int channels;
  private final int sampleRate;
  private final ByteBuffer inBand;

  private CodecConfiguration(Builder b) {
    this.sampleEntry = b.sampleEntry;
    this.codecString = b.codecString;
    this.boxes = List.copyOf(b.boxes);
    this.width = b.width;
    this.height = b.height;
    this.channels = b.channels;
    this.sampleRate = b.sampleRate;
    this.inBand = b.inBand;
  }

  /**
   * Starts a configuration.
   *
   * @param sampleEntry the sample entry's type, such as {@code avc1}
   * @param codecString the codec string of RFC 6381
   * @return a builder
   */
  public static Builder of(String sampleEntry, String codecString) {
    return new Builder(sampleEntry, codecString);
  }

  /**
   * The sample entry's type.
   *
   * @return four characters
   */
  public String sampleEntry() {
    return sampleEntry;
  }

  /**
   * The codec string of RFC 6381.
   *
   * @return such as {@code avc1.64001F}
   */
  public String codecString() {
    return codecString;
  }

  /**
   * The boxes behind the fixed fields, in order.
   *
   * @return an unmodifiable list
   */
  public List<ConfigurationBox> boxes() {
    return boxes;
  }

  /**
   * Coded width after cropping.
   *
   * @return pixels, 0 if the track's format says
   */
  public int width() {
    return width;
  }

  /**
   * Coded height after cropping.
   *
   * @return pixels, 0 if the track's format says
   */
  public int height() {
    return height;
  }

  /**
   * Channels as written into an audio sample entry.
   *
   * @return channels, 0 if the track's format says
   */
  public int channels() {
    return channels;
  }

  /**
   * Sampling rate as written into an audio sample entry.
   *
   * @return hertz, 0 if the track's format says
   */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * What carries the same configuration inside the stream: the parameter sets as they lie in a
   * sample, each NAL unit behind a 4-byte big-endian length, in an order that can be decoded. A
   * layout that can't begin a further sample entry while it grows puts these bytes in front of
   * random access samples.
   *
   * @return a read-only view of its own position; empty if the codec has no such form, or if the
   *     samples hold their parameter sets already
   */
  public ByteBuffer inBand() {
    return inBand.duplicate();
  }

  /** Equal if a sample entry made of it would be; {@link #inBand()} does not count. */
  @Override
  public boolean equals(Object o) {
    return o instanceof CodecConfiguration other
        && sampleEntry.equals(other.sampleEntry)
        && boxes.equals(other.boxes)
        && width == other.width
        && height == other.height
        && channels == other.channels
        && sampleRate == other.sampleRate;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sampleEntry, boxes, width, height, channels, sampleRate);
  }

  @Override
  public String toString() {
    return codecString + boxes;
  }

  /** Collects a configuration. */
  public static final class Builder {
    private final String sampleEntry;
    private final String codecString;
    private List<ConfigurationBox> boxes = List.of();
    private int width;
    private int height;
    private int channels;
    private int sampleRate;
    private ByteBuffer inBand = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private Builder(String sampleEntry, String codecString) {
      this.sampleEntry = Objects.requireNonNull(sampleEntry, "sampleEntry");
      this.codecString = Objects.requireNonNull(codecString, "codecString");
    }

    /**
     * Sets the boxes behind the fixed fields.
     *
     * @param list in order
     * @return this
     */
    public Builder boxes(List<ConfigurationBox> list) {
      this.boxes = list;
      return this;
    }

    /**
     * Sets the picture size.
     *
     * @param w pixels
     * @param h pixels
     * @return this
     */
    public Builder size(int w, int h) {
      this.width = w;
      this.height = h;
      return this;
    }

    /**
     * Sets channels and sampling rate.
     *
     * @param channelCount channels
     * @param rate hertz
     * @return this
     */
    public Builder audio(int channelCount, int rate) {
      this.channels = channelCount;
      this.sampleRate = rate;
      return this;
    }

    /**
     * Sets what carries the configuration inside the stream.
     *
     * @param sets NAL units behind 4-byte lengths, from position to limit; copied
     * @return this
     */
    public Builder inBand(ByteBuffer sets) {
      ByteBuffer copy = ByteBuffer.allocate(sets.remaining());
      this.inBand = copy.put(sets.duplicate()).flip().asReadOnlyBuffer();
      return this;
    }

    /**
     * Makes the configuration.
     *
     * @return the configuration
     */
    public CodecConfiguration build() {
      return new CodecConfiguration(this);
    }
  }
}
