package io.boxwire.api;

import java.time.Duration;

/** How far a recording has come. Immutable. */
public final class RecordingStatistics {
  private final long videoFrames;
  private final long audioFrames;
  private final long bytes;
  private final Duration mediaTime;
  private final int queuedFrames;
  private final int queueCapacity;
  private final int queuePeak;
  private final long framesDropped;

  private RecordingStatistics(Builder b) {
    this.videoFrames = b.videoFrames;
    this.audioFrames = b.audioFrames;
    this.bytes = b.bytes;
    this.mediaTime = b.mediaTime;
    this.queuedFrames = b.queuedFrames;
    this.queueCapacity = b.queueCapacity;
    this.queuePeak = b.queuePeak;
    this.framesDropped = b.framesDropped;
  }

  /**
   * Starts a snapshot.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Video frames written.
   *
   * @return a count
   */
  public long videoFrames() {
    return videoFrames;
  }

  /**
   * Audio blocks written.
   *
   * @return a count
   */
  public long audioFrames() {
    return audioFrames;
  }

  /**
   * Bytes written to files.
   *
   * @return bytes
   */
  public long bytes() {
    return bytes;
  }

  /**
   * How much media time was recorded: from the first frame to the end of the last.
   *
   * @return the time
   */
  public Duration mediaTime() {
    return mediaTime;
  }

  /**
   * Frames in the queue between device and muxer now.
   *
   * @return a count
   */
  public int queuedFrames() {
    return queuedFrames;
  }

  /**
   * How many frames the queue takes.
   *
   * @return a count
   */
  public int queueCapacity() {
    return queueCapacity;
  }

  /**
   * The most frames that were ever in the queue.
   *
   * @return a count
   */
  public int queuePeak() {
    return queuePeak;
  }

  /**
   * Frames that the device reports it had to drop.
   *
   * @return a count
   */
  public long framesDropped() {
    return framesDropped;
  }

  /** Collects a snapshot. */
  public static final class Builder {
    private long videoFrames;
    private long audioFrames;
    private long bytes;
    private Duration mediaTime = Duration.ZERO;
    private int queuedFrames;
    private int queueCapacity;
    private int queuePeak;
    private long framesDropped;

    private Builder() {}

    /**
     * Sets what was written.
     *
     * @param video video frames
     * @param audio audio blocks
     * @param fileBytes bytes
     * @param time media time
     * @return this
     */
    public Builder written(long video, long audio, long fileBytes, Duration time) {
      this.videoFrames = video;
      this.audioFrames = audio;
      this.bytes = fileBytes;
      this.mediaTime = time;
      return this;
    }

    /**
     * Sets the fill of the queue.
     *
     * @param now frames in it
     * @param capacity frames it takes
     * @param peak the most there ever were
     * @return this
     */
    public Builder queue(int now, int capacity, int peak) {
      this.queuedFrames = now;
      this.queueCapacity = capacity;
      this.queuePeak = peak;
      return this;
    }

    /**
     * Sets what the device dropped.
     *
     * @param frames a count
     * @return this
     */
    public Builder dropped(long frames) {
      this.framesDropped = frames;
      return this;
    }

    /**
     * Makes the snapshot.
     *
     * @return the snapshot
     */
    public RecordingStatistics build() {
      return new RecordingStatistics(this);
    }
  }
}
