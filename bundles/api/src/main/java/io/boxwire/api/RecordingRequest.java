package io.boxwire.api;

import io.boxwire.api.capture.CaptureRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What is recorded, and where to. Immutable. */
public final class RecordingRequest {
  private final Sink sink;
  private final String device;
  private final CaptureRequest capture;
  private final MuxerOptions muxer;
  private final OptionalLong videoFrames;
  private final Optional<Duration> duration;
  private final int queueCapacity;
  private final Beginning beginning;
  private final Optional<Duration> zero;

  /** Which frame a recording begins with. */
  public enum Beginning {
    /** The first that was captured, whatever its track. */
    ANY_TRACK,
    /**
     * The first of the leading track (the first with video, else the first): what other tracks
     * captured before it is left out and counted, so that all begin together.
     */
    LEADING_TRACK
  }

  private RecordingRequest(Builder b) {
    this.sink = b.sink;
    this.device = b.device;
    this.capture = b.capture;
    this.muxer = b.muxer;
    this.videoFrames = b.videoFrames;
    this.duration = b.duration;
    this.queueCapacity = b.queueCapacity;
    this.beginning = b.beginning;
    this.zero = b.zero;
  }

  /**
   * Starts a request: from the built-in device, hybrid layout, without end.
   *
   * @param sink where the recording goes
   * @param capture what is captured
   * @return a builder
   */
  public static Builder to(Sink sink, CaptureRequest capture) {
    return new Builder(sink, capture);
  }

  /**
   * Where the recording goes.
   *
   * @return the sink
   */
  public Sink sink() {
    return sink;
  }

  /**
   * Which device is used.
   *
   * @return its {@code device.id}
   */
  public String device() {
    return device;
  }

  /**
   * What is captured.
   *
   * @return the request to the device
   */
  public CaptureRequest capture() {
    return capture;
  }

  /**
   * How it is written.
   *
   * @return the options of the muxer
   */
  public MuxerOptions muxer() {
    return muxer;
  }

  /**
   * After how many video frames the recording ends by itself; the audio up to their end is recorded
   * with them. Without video, audio blocks are counted.
   *
   * @return a count, if there is such a limit
   */
  public OptionalLong videoFrames() {
    return videoFrames;
  }

  /**
   * After how much media time the recording ends by itself.
   *
   * @return the time, if there is such a limit
   */
  public Optional<Duration> duration() {
    return duration;
  }

  /**
   * How many frames the queue between device and muxer takes.
   *
   * @return 256 by default
   */
  public int queueCapacity() {
    return queueCapacity;
  }

  /**
   * Which frame the recording begins with.
   *
   * @return ANY_TRACK by default
   */
  public Beginning beginning() {
    return beginning;
  }

  /**
   * The capture time that becomes time 0 of the file. Frames captured before it are left out and
   * counted, a block of audio also where it reaches past it; where the first frame comes later,
   * presentation begins with that much of nothing. Video needs a picture that decoding can start at
   * then, which the device is asked for. So recordings of several devices on one clock can have one
   * time line.
   *
   * @return a time on the clock of the device, if one is given; by default the first frame decides
   */
  public Optional<Duration> zero() {
    return zero;
  }

  /** Collects a request. */
  public static final class Builder {
    private final Sink sink;
    private final CaptureRequest capture;
    private String device = "builtin";
    private MuxerOptions muxer = MuxerOptions.builder().build();
    private OptionalLong videoFrames = OptionalLong.empty();
    private Optional<Duration> duration = Optional.empty();
    private int queueCapacity = 256;
    private Beginning beginning = Beginning.ANY_TRACK;
    private Optional<Duration> zero = Optional.empty();

    private Builder(Sink sink, CaptureRequest capture) {
      this.sink = Objects.requireNonNull(sink, "sink");
      this.capture = Objects.requireNonNull(capture, "capture");
    }

    /**
     * Sets the device.
     *
     * @param id its {@code device.id}
     * @return this
     */
    public Builder device(String id) {
      this.device = Objects.requireNonNull(id, "id");
      return this;
    }

    /**
     * Sets how it is written.
     *
     * @param options the options of the muxer
     * @return this
     */
    public Builder muxer(MuxerOptions options) {
      this.muxer = Objects.requireNonNull(options, "options");
      return this;
    }

    /**
     * Ends the recording after so many video frames.
     *
     * @param count more than 0
     * @return this
     */
    public Builder videoFrames(long count) {
      if (count < 1) {
        throw new IllegalArgumentException("no frame count: " + count);
      }
      this.videoFrames = OptionalLong.of(count);
      return this;
    }

    /**
     * Ends the recording after so much media time.
     *
     * @param time more than 0
     * @return this
     */
    public Builder duration(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("no duration: " + time);
      }
      this.duration = Optional.of(time);
      return this;
    }

    /**
     * Sets how many frames the queue takes.
     *
     * @param frames at least 1
     * @return this
     */
    public Builder queueCapacity(int frames) {
      if (frames < 1) {
        throw new IllegalArgumentException("a queue takes at least 1 frame: " + frames);
      }
      this.queueCapacity = frames;
      return this;
    }

    /**
     * Sets which frame the recording begins with.
     *
     * @param policy the policy
     * @return this
     */
    public Builder beginning(Beginning policy) {
      this.beginning = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets the capture time that becomes time 0 of the file.
     *
     * @param captureTime a time on the clock of the device, at least 0
     * @return this
     */
    public Builder zero(Duration captureTime) {
      if (captureTime.isNegative()) {
        throw new IllegalArgumentException("no capture time: " + captureTime);
      }
      this.zero = Optional.of(captureTime);
      return this;
    }

    /**
     * Makes the request.
     *
     * @return the request
     */
    public RecordingRequest build() {
      return new RecordingRequest(this);
    }
  }
}
