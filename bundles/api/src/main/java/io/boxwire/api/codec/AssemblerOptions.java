package io.boxwire.api.codec;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known of a raw elementary stream from outside. Immutable. */
public final class AssemblerOptions {
  /**
   * A frame rate.
   *
   * @param numerator frames, at least 1
   * @param denominator in so many seconds, at least 1
   */
  public record FrameRate(int numerator, int denominator) {
    /**
     * Checks the ranges.
     *
     * @param numerator frames
     * @param denominator in so many seconds
     */
    public FrameRate {
      if (numerator < 1 || denominator < 1) {
        throw new IllegalArgumentException("no frame rate: " + numerator + "/" + denominator);
      }
    }
  }

  private final Optional<FrameRate> frameRate;
  private final OptionalInt timescale;
  private final int sampleRate;
  private final int channels;
  private final Duration blockDuration;

  private AssemblerOptions(Builder b) {
    this.frameRate = b.frameRate;
    this.timescale = b.timescale;
    this.sampleRate = b.sampleRate;
    this.channels = b.channels;
    this.blockDuration = b.blockDuration;
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
   * The frame rate of a video stream.
   *
   * @return empty if the stream is to say; 25 if it says nothing either
   */
  public Optional<FrameRate> frameRate() {
    return frameRate;
  }

  /**
   * The timescale wanted for the track.
   *
   * @return ticks a second; empty if the assembler is to choose one that holds the frame duration
   *     exactly
   */
  public OptionalInt timescale() {
    return timescale;
  }

  /**
   * The sampling rate of an audio stream.
   *
   * @return hertz, 8000 by default
   */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * The channels of an audio stream.
   *
   * @return 1 by default
   */
  public int channels() {
    return channels;
  }

  /**
   * How long the blocks are that an audio stream without frames of its own is cut into.
   *
   * @return 40 ms by default
   */
  public Duration blockDuration() {
    return blockDuration;
  }

  /** Collects options. */
  public static final class Builder {
    private Optional<FrameRate> frameRate = Optional.empty();
    private OptionalInt timescale = OptionalInt.empty();
    private int sampleRate = 8000;
    private int channels = 1;
    private Duration blockDuration = Duration.ofMillis(40);

    private Builder() {}

    /**
     * Sets the frame rate.
     *
     * @param rate the rate
     * @return this
     */
    public Builder frameRate(FrameRate rate) {
      this.frameRate = Optional.of(rate);
      return this;
    }

    /**
     * Sets the timescale.
     *
     * @param ticksPerSecond at least 1
     * @return this
     */
    public Builder timescale(int ticksPerSecond) {
      if (ticksPerSecond < 1) {
        throw new IllegalArgumentException("a timescale is at least 1: " + ticksPerSecond);
      }
      this.timescale = OptionalInt.of(ticksPerSecond);
      return this;
    }

    /**
     * Sets sampling rate and channels.
     *
     * @param rate hertz, at least 1
     * @param channelCount at least 1
     * @return this
     */
    public Builder audio(int rate, int channelCount) {
      if (rate < 1 || channelCount < 1) {
        throw new IllegalArgumentException("no audio: " + rate + " Hz, " + channelCount + " ch");
      }
      this.sampleRate = rate;
      this.channels = channelCount;
      return this;
    }

    /**
     * Sets the length of audio blocks.
     *
     * @param length more than 0
     * @return this
     */
    public Builder blockDuration(Duration length) {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("a block lasts more than 0: " + length);
      }
      this.blockDuration = length;
      return this;
    }

    /**
     * Makes the options.
     *
     * @return the options
     */
    public AssemblerOptions build() {
      return new AssemblerOptions(this);
    }
  }
}
