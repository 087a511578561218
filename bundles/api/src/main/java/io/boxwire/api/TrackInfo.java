package io.boxwire.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What a file says of one of its tracks. Immutable. */
public final class TrackInfo {
  private final int id;
  private final TrackFormat format;
  private final Optional<String> codec;
  private final String codecString;
  private final long mediaDuration;
  private final OptionalLong sampleCount;
  private final OptionalLong mediaBytes;
  private final boolean enabled;

  private TrackInfo(Builder b) {
    this.id = b.id;
    this.format = b.format;
    this.codec = b.codec;
    this.codecString = b.codecString;
    this.mediaDuration = b.mediaDuration;
    this.sampleCount = b.sampleCount;
    this.mediaBytes = b.mediaBytes;
    this.enabled = b.enabled;
  }

  /**
   * Starts a description.
   *
   * @param id the {@code track_ID}
   * @param format a format that copies the track: {@link TrackFormat#copy}, with its edits
   * @return a builder
   */
  public static Builder of(int id, TrackFormat format) {
    return new Builder(id, format);
  }

  /**
   * The {@code track_ID} (ISO/IEC 14496-12:2022 8.3.2).
   *
   * @return from 1
   */
  public int id() {
    return id;
  }

  /**
   * A format that copies the track with its sample entries and edits.
   *
   * @return the format
   */
  public TrackFormat format() {
    return format;
  }

  /**
   * The codec's name, if a plugin is present that knows the sample entry.
   *
   * @return such as {@code h264}
   */
  public Optional<String> codec() {
    return codec;
  }

  /**
   * The codec string of RFC 6381; the sample entry's type where no plugin knows more.
   *
   * @return such as {@code avc1.64001F}
   */
  public String codecString() {
    return codecString;
  }

  /**
   * How long the media last, before edits.
   *
   * @return ticks of the track's timescale
   */
  public long mediaDuration() {
    return mediaDuration;
  }

  /**
   * How many samples there are.
   *
   * @return a count; empty where only reading on would tell
   */
  public OptionalLong sampleCount() {
    return sampleCount;
  }

  /**
   * How many payload bytes there are.
   *
   * @return bytes; empty where it is not known without walking all samples
   */
  public OptionalLong mediaBytes() {
    return mediaBytes;
  }

  /**
   * Whether the track is enabled.
   *
   * @return the flag of the track header
   */
  public boolean enabled() {
    return enabled;
  }

  /** Collects a description. */
  public static final class Builder {
    private final int id;
    private final TrackFormat format;
    private Optional<String> codec = Optional.empty();
    private String codecString = "";
    private long mediaDuration;
    private OptionalLong sampleCount = OptionalLong.empty();
    private OptionalLong mediaBytes = OptionalLong.empty();
    private boolean enabled = true;

    private Builder(int id, TrackFormat format) {
      this.id = id;
      this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Sets the codec.
     *
     * @param name the plugin's codec name; empty if none is present
     * @param rfc6381 the codec string
     * @return this
     */
    public Builder codec(Optional<String> name, String rfc6381) {
      this.codec = name;
      this.codecString = Objects.requireNonNull(rfc6381, "rfc6381");
      return this;
    }

    /**
     * Sets the duration of the media.
     *
     * @param ticks ticks of the track's timescale
     * @return this
     */
    public Builder mediaDuration(long ticks) {
      this.mediaDuration = ticks;
      return this;
    }

    /**
     * Sets how many samples there are.
     *
     * @param count at least 0
     * @return this
     */
    public Builder sampleCount(long count) {
      this.sampleCount = OptionalLong.of(count);
      return this;
    }

    /**
     * Sets how many payload bytes there are.
     *
     * @param bytes at least 0
     * @return this
     */
    public Builder mediaBytes(long bytes) {
      this.mediaBytes = OptionalLong.of(bytes);
      return this;
    }

    /**
     * Says that the track's header has the enabled flag cleared.
     *
     * @return this
     */
    public Builder disabled() {
      this.enabled = false;
      return this;
    }

    /**
     * Makes the description.
     *
     * @return the description
     */
    public TrackInfo build() {
      return new TrackInfo(this);
    }
  }
}
