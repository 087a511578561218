package io.boxwire.api.capture;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is wanted of a capture device. Immutable. */
public final class CaptureRequest {
  private final Optional<String> videoCodec;
  private final Optional<String> audioCodec;
  private final int width;
  private final int height;
  private final Map<String, String> options;

  private CaptureRequest(Builder b) {
    this.videoCodec = b.videoCodec;
    this.audioCodec = b.audioCodec;
    this.width = b.width;
    this.height = b.height;
    this.options = Map.copyOf(b.options);
  }

  /**
   * Starts a request for neither video nor audio.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The video codec wanted.
   *
   * @return such as {@code h264}; empty for no video
   */
  public Optional<String> videoCodec() {
    return videoCodec;
  }

  /**
   * The audio codec wanted.
   *
   * @return such as {@code g711u}; empty for no audio
   */
  public Optional<String> audioCodec() {
    return audioCodec;
  }

  /**
   * The width wanted.
   *
   * @return pixels, 0 for the device's own
   */
  public int width() {
    return width;
  }

  /**
   * The height wanted.
   *
   * @return pixels, 0 for the device's own
   */
  public int height() {
    return height;
  }

  /**
   * The device's own options.
   *
   * @return an unmodifiable map of names and values
   */
  public Map<String, String> options() {
    return options;
  }

  /** Collects a request. */
  public static final class Builder {
    private Optional<String> videoCodec = Optional.empty();
    private Optional<String> audioCodec = Optional.empty();
    private int width;
    private int height;
    private Map<String, String> options = Map.of();

    private Builder() {}

    /**
     * Asks for video.
     *
     * @param codec such as {@code h264}
     * @return this
     */
    public Builder video(String codec) {
      this.videoCodec = Optional.of(codec);
      return this;
    }

    /**
     * Asks for audio.
     *
     * @param codec such as {@code g711u}
     * @return this
     */
    public Builder audio(String codec) {
      this.audioCodec = Optional.of(codec);
      return this;
    }

    /**
     * Asks for a picture size.
     *
     * @param w pixels, more than 0
     * @param h pixels, more than 0
     * @return this
     */
    public Builder size(int w, int h) {
      if (w < 1 || h < 1) {
        throw new IllegalArgumentException("no picture size: " + w + "x" + h);
      }
      this.width = w;
      this.height = h;
      return this;
    }

    /**
     * Sets the device's own options.
     *
     * @param map names and values
     * @return this
     */
    public Builder options(Map<String, String> map) {
      this.options = Objects.requireNonNull(map, "map");
      return this;
    }

    /**
     * Makes the request.
     *
     * @return the request
     */
    public CaptureRequest build() {
      return new CaptureRequest(this);
    }
  }
}
