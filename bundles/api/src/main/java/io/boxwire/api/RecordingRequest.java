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
  private final Optional<String> name;
  private final Optional<Duration> segmentTime;
  private final OptionalLong segmentBytes;
  private final Optional<String> filePattern;
  private final Retention retention;
  private final Duration muxerWait;
  private final long keptBytes;

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
    this.name = b.name;
    this.segmentTime = b.segmentTime;
    this.segmentBytes = b.segmentBytes;
    this.filePattern = b.filePattern;
    this.retention = b.retention;
    this.muxerWait = b.muxerWait;
    this.keptBytes = b.keptBytes;
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

  /**
   * What the recording is called in logs, events and lists.
   *
   * @return the name; by default that of its file
   */
  public Optional<String> name() {
    return name;
  }

  /**
   * How much media time a file holds. A file ends at the first random access point of the leading
   * track at or after each multiple of this time, counted from the beginning of the recording, so
   * that the ends do not drift; the device is asked for a sync picture there.
   *
   * @return the time; empty if files are not cut by time
   */
  public Optional<Duration> segmentTime() {
    return segmentTime;
  }

  /**
   * How large a file grows: it ends at the last random access point of the leading track at which
   * it is expected to stay within this size, and at the next one where even a single group of
   * pictures is larger.
   *
   * <p>A file that can't grow for another reason, such as one of 4 GiB on a memory card, is
   * completed as well, and the next one goes on with the frames that it has not.
   *
   * @return bytes; empty if files are not cut by size
   */
  public OptionalLong segmentBytes() {
    return segmentBytes;
  }

  /**
   * The names of the files, all in the folder of the {@link Sink.File}. In it, {@code %o} stands
   * for the name of the sink's file without its ending, {@code %n} for the number of the file from
   * 1 on with at least three digits ({@code %5n}: five), and of the local time at which the file is
   * begun {@code %Y} for the year, {@code %m} the month, {@code %d} the day, {@code %H} the hour,
   * {@code %M} the minute, {@code %S} the second, {@code %s} the seconds since 1970; {@code %%} is
   * a percent sign. The number goes on from the greatest that a file of the folder has when the
   * recording begins, and skips names that are taken: so what was recorded later has a greater
   * number also where the oldest files were removed. A taken name without a number gets the first
   * free one behind it, from {@code -002} on. No file is ever overwritten.
   *
   * <p>The folder has to stay. Where it is removed or protected, the recording ends when the next
   * file is due, with an error that names it: what was written before is complete, and a file that
   * was removed while it was written is told of. Where the file system below it is taken away, an
   * open file is completed there, and the next ones are begun in what is then found by that name. A
   * configured recording is begun again as after any other error.
   *
   * @return the pattern; without one the first file is that of the sink, and the further ones are
   *     {@code %o-%n} with its ending
   */
  public Optional<String> filePattern() {
    return filePattern;
  }

  /**
   * How long a muxer that has gone away is waited for.
   *
   * @return 10 s by default
   */
  public Duration muxerWait() {
    return muxerWait;
  }

  /**
   * How much of the finished files of this recording, and of earlier ones with the same file names,
   * is kept.
   *
   * @return everything by default
   */
  public Retention retention() {
    return retention;
  }

  /**
   * How many bytes of payload are kept so that another muxer can go on without a gap: what was
   * captured since the last random access point, and while no muxer is there.
   *
   * @return 32 MiB by default; 0 keeps nothing
   */
  public long keptBytes() {
    return keptBytes;
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
    private Optional<String> name = Optional.empty();
    private Optional<Duration> segmentTime = Optional.empty();
    private OptionalLong segmentBytes = OptionalLong.empty();
    private Optional<String> filePattern = Optional.empty();
    private Duration muxerWait = Duration.ofSeconds(10);
    private long keptBytes = 32L << 20;
    private Retention retention = Retention.everything();

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
     * Sets what the recording is called.
     *
     * @param value the name
     * @return this
     */
    public Builder name(String value) {
      this.name = Optional.of(value);
      return this;
    }

    /**
     * Begins a further file after so much media time.
     *
     * @param time more than 0
     * @return this
     */
    public Builder segmentTime(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("no segment time: " + time);
      }
      this.segmentTime = Optional.of(time);
      return this;
    }

    /**
     * Begins a further file before one grows larger than this.
     *
     * @param bytes more than 0
     * @return this
     */
    public Builder segmentBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("no segment size: " + bytes);
      }
      this.segmentBytes = OptionalLong.of(bytes);
      return this;
    }

    /**
     * Sets the names of the files.
     *
     * @param pattern a file name, with the placeholders of {@link RecordingRequest#filePattern()}
     * @return this
     */
    public Builder filePattern(String pattern) {
      this.filePattern = Optional.of(pattern);
      return this;
    }

    /**
     * Sets how much of the finished files is kept.
     *
     * @param value the policy
     * @return this
     */
    public Builder retention(Retention value) {
      this.retention = Objects.requireNonNull(value, "retention");
      return this;
    }

    /**
     * Sets how long a muxer that has gone away is waited for.
     *
     * @param time at least 0
     * @return this
     */
    public Builder muxerWait(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("no time to wait: " + time);
      }
      this.muxerWait = time;
      return this;
    }

    /**
     * Sets how many bytes of payload are kept for another muxer.
     *
     * @param bytes at least 0
     * @return this
     */
    public Builder keptBytes(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("no size: " + bytes);
      }
      this.keptBytes = bytes;
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
