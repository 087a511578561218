package io.boxwire.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sample entry as it lies in {@code stsd} (ISO/IEC 14496-12:2022 8.5.2): its type, the fixed
 * fields that codec plugins need, the boxes inside it, and its bytes for copying. Immutable; equal
 * by bytes.
 */
public final class SampleEntry {
  private final String type;
  private final ByteBuffer bytes;
  private final List<ConfigurationBox> boxes;
  private final int width;
  private final int height;
  private final int channels;
  private final int sampleRate;
  private final int bitsPerSample;

  private SampleEntry(Builder b) {
    this.type = b.type;
    this.bytes = b.bytes;
    this.boxes = List.copyOf(b.boxes);
    this.width = b.width;
    this.height = b.height;
    this.channels = b.channels;
    this.sampleRate = b.sampleRate;
    this.bitsPerSample = b.bitsPerSample;
  }

  /**
   * Starts a sample entry.
   *
   * @param type the entry's four-character type, such as {@code avc1}
   * @param box the whole box, header included, from position to limit; copied
   * @return a builder
   */
  public static Builder of(String type, ByteBuffer box) {
    return new Builder(type, box);
  }

  /**
   * The entry's type.
   *
   * @return four characters
   */
  public String type() {
    return type;
  }

  /**
   * The whole box, header included.
   *
   * @return a read-only view of its own position
   */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /**
   * The boxes inside the entry, in file order.
   *
   * @return an unmodifiable list
   */
  public List<ConfigurationBox> boxes() {
    return boxes;
  }

  /**
   * Finds the first box of a type.
   *
   * @param boxType four characters
   * @return the box, if the entry has one
   */
  public Optional<ConfigurationBox> box(String boxType) {
    return boxes.stream().filter(b -> b.type().equals(boxType)).findFirst();
  }

  /**
   * Width of a visual entry.
   *
   * @return pixels, 0 if the entry is not visual
   */
  public int width() {
    return width;
  }

  /**
   * Height of a visual entry.
   *
   * @return pixels, 0 if the entry is not visual
   */
  public int height() {
    return height;
  }

  /**
   * Channel count of an audio entry.
   *
   * @return channels, 0 if the entry is not audio
   */
  public int channels() {
    return channels;
  }

  /**
   * Sampling rate of an audio entry.
   *
   * @return hertz, 0 if the entry is not audio
   */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * Sample size of an audio entry.
   *
   * @return bits as stored in the entry, 0 if the entry is not audio
   */
  public int bitsPerSample() {
    return bitsPerSample;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SampleEntry other && bytes.equals(other.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return type + boxes;
  }

  /** Collects what a sample entry is made of. */
  public static final class Builder {
    private final String type;
    private final ByteBuffer bytes;
    private List<ConfigurationBox> boxes = List.of();
    private int width;
    private int height;
    private int channels;
    private int sampleRate;
    private int bitsPerSample;

    private Builder(String type, ByteBuffer box) {
      this.type = Objects.requireNonNull(type, "type");
      ByteBuffer copy = ByteBuffer.allocate(box.remaining());
      copy.put(box.duplicate()).flip();
      this.bytes = copy.asReadOnlyBuffer();
    }

    /**
     * Sets the boxes inside.
     *
     * @param list in file order
     * @return this
     */
    public Builder boxes(List<ConfigurationBox> list) {
      this.boxes = list;
      return this;
    }

    /**
     * Sets the fields of a visual entry.
     *
     * @param w pixels
     * @param h pixels
     * @return this
     */
    public Builder visual(int w, int h) {
      this.width = w;
      this.height = h;
      return this;
    }

    /**
     * Sets the fields of an audio entry.
     *
     * @param channelCount channels
     * @param rate hertz
     * @param bits bits a sample
     * @return this
     */
    public Builder audio(int channelCount, int rate, int bits) {
      this.channels = channelCount;
      this.sampleRate = rate;
      this.bitsPerSample = bits;
      return this;
    }

    /**
     * Makes the entry.
     *
     * @return the entry
     */
    public SampleEntry build() {
      return new SampleEntry(this);
    }
  }
}
