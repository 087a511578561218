package io.boxwire.api;

import java.util.Objects;
import java.util.Set;

/** How a demuxer reads. Immutable. */
public final class DemuxerOptions {
  private final PayloadForm payloadForm;
  private final Set<Integer> tracks;
  private final long memoryLimit;
  private final MediaListener listener;

  private DemuxerOptions(Builder b) {
    this.payloadForm = b.payloadForm;
    this.tracks = Set.copyOf(b.tracks);
    this.memoryLimit = b.memoryLimit;
    this.listener = b.listener;
  }

  /**
   * Starts options that have all defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Options with the defaults and a payload form.
   *
   * @param form the form
   * @return the options
   */
  public static DemuxerOptions of(PayloadForm form) {
    return builder().payloadForm(form).build();
  }

  /**
   * How payloads are delivered. A track whose codec has no plugin is always delivered STORED.
   *
   * @return STREAM by default
   */
  public PayloadForm payloadForm() {
    return payloadForm;
  }

  /**
   * Which tracks {@code read} delivers.
   *
   * @return track IDs; empty for all
   */
  public Set<Integer> tracks() {
    return tracks;
  }

  /**
   * How many bytes of headers (not payload) are held in memory at most.
   *
   * @return 64 MiB by default
   */
  public long memoryLimit() {
    return memoryLimit;
  }

  /**
   * Who is told of events, such as skipped input.
   *
   * @return nobody by default
   */
  public MediaListener listener() {
    return listener;
  }

  /** Collects options. */
  public static final class Builder {
    private PayloadForm payloadForm = PayloadForm.STREAM;
    private Set<Integer> tracks = Set.of();
    private long memoryLimit = 64L << 20;
    private MediaListener listener = event -> {};

    private Builder() {}

    /**
     * Sets how payloads are delivered.
     *
     * @param value the form
     * @return this
     */
    public Builder payloadForm(PayloadForm value) {
      this.payloadForm = Objects.requireNonNull(value, "payloadForm");
      return this;
    }

    /**
     * Sets which tracks are delivered.
     *
     * @param ids track IDs; empty for all
     * @return this
     */
    public Builder tracks(Set<Integer> ids) {
      this.tracks = ids;
      return this;
    }

    /**
     * Sets how many bytes of headers are held in memory at most.
     *
     * @param bytes more than 0
     * @return this
     */
    public Builder memoryLimit(long bytes) {
      if (bytes <= 0) {
        throw new IllegalArgumentException("memoryLimit is more than 0: " + bytes);
      }
      this.memoryLimit = bytes;
      return this;
    }

    /**
     * Sets who is told of events.
     *
     * @param value the listener
     * @return this
     */
    public Builder listener(MediaListener value) {
      this.listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    /**
     * Makes the options.
     *
     * @return the options
     */
    public DemuxerOptions build() {
      return new DemuxerOptions(this);
    }
  }
}
