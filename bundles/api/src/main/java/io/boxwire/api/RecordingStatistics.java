package io.boxwire.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a recording has come. Immutable. */
public final class RecordingStatistics {
  private final long videoFrames;
  private final long audioFrames;
  private final long bytes;
  private final Duration mediaTime;
  private final int queuedFrames;
  private final int queueCapacity;
  private final int queuePeak;
  private final long queueWaits;
  private final long framesDropped;
  private final long framesRefused;
  private final long framesLeftOut;
  private final Optional<Duration> began;
  private final long framesLost;
  private final Duration longestWrite;
  private final Optional<Instant> lastWritten;
  private final List<TrackSpan> spans;
  private final long forces;
  private final Duration longestForce;
  private final long timesMended;
  private final Duration clockAhead;

  private RecordingStatistics(Builder b) {
    this.videoFrames = b.videoFrames;
    this.audioFrames = b.audioFrames;
    this.bytes = b.bytes;
    this.mediaTime = b.mediaTime;
    this.queuedFrames = b.queuedFrames;
    this.queueCapacity = b.queueCapacity;
    this.queuePeak = b.queuePeak;
    this.queueWaits = b.queueWaits;
    this.framesDropped = b.framesDropped;
    this.framesRefused = b.framesRefused;
    this.framesLeftOut = b.framesLeftOut;
    this.began = b.began;
    this.framesLost = b.framesLost;
    this.longestWrite = b.longestWrite;
    this.lastWritten = b.lastWritten;
    this.spans = List.copyOf(b.spans);
    this.forces = b.forces;
    this.longestForce = b.longestForce;
    this.timesMended = b.timesMended;
    this.clockAhead = b.clockAhead;
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
   * How often the capture side found the queue full and waited for the muxer. A device that is not
   * read meanwhile may have to drop frames.
   *
   * @return a count of frames that had to wait
   */
  public long queueWaits() {
    return queueWaits;
  }

  /**
   * Frames that the device reports it had to drop.
   *
   * @return a count
   */
  public long framesDropped() {
    return framesDropped;
  }

  /**
   * Frames that the muxer refused, such as those before the first sync picture.
   *
   * @return a count
   */
  public long framesRefused() {
    return framesRefused;
  }

  /**
   * Frames that were captured and are not meant to be in the file: those before its beginning, see
   * {@link RecordingRequest#beginning()} and {@link RecordingRequest#zero()}, and those that no
   * {@link SteppedRecording#step()} asked for. An event tells of them when the recording ends.
   *
   * @return a count
   */
  public long framesLeftOut() {
    return framesLeftOut;
  }

  /**
   * When the earliest frame that was written was captured.
   *
   * @return a time on the clock of the device; empty while nothing is written
   */
  public Optional<Duration> began() {
    return began;
  }

  /**
   * Frames that were captured and are in no file, because a part was missing for longer than frames
   * could be kept, or because writing failed. A {@link MediaEvent.Kind#GAP} tells of those that are
   * followed by others in a file, {@link MediaEvent.Kind#RECORDING_ENDED} of those that are not.
   *
   * @return a count
   */
  public long framesLost() {
    return framesLost;
  }

  /**
   * The longest that writing a frame has taken within the last ten seconds or so: what the muxer
   * and the disk made the recording wait.
   *
   * @return the time; zero if nothing was written then
   */
  public Duration longestWrite() {
    return longestWrite;
  }

  /**
   * When a frame was last handed to the muxer.
   *
   * @return a time of the system's clock; empty if nothing was
   */
  public Optional<Instant> lastWritten() {
    return lastWritten;
  }

  /**
   * What is written of each track of the device.
   *
   * @return in the order of the tracks; empty if not known, as over several recordings
   */
  public List<TrackSpan> spans() {
    return spans;
  }

  /**
   * How often what was written was forced to storage, in all files.
   *
   * @return a count
   */
  public long forces() {
    return forces;
  }

  /**
   * The longest time from a fragment's writing until it was forced to storage, in any file: what a
   * power cut takes at most, beside the open fragment. See {@link Durability}.
   *
   * @return a time; zero if nothing was forced
   */
  public Duration longestForce() {
    return longestForce;
  }

  /**
   * How many times were mended because they can't have been true: steps and wraps of the device's
   * clock, on each track, and frames that came in disorder or with equal times. A {@link
   * MediaEvent.Kind#GAP} tells of each step, and of the first frame in disorder.
   *
   * @return a count
   */
  public long timesMended() {
    return timesMended;
  }

  /**
   * How far the times of the recording are ahead of the clock of the device now, because that made
   * steps. {@link #spans()} and {@link #began()} are times of the recording: of the device's clock
   * as it was at the beginning.
   *
   * @return a time, negative if they are behind; zero if the clock made no step
   */
  public Duration clockAhead() {
    return clockAhead;
  }

  @Override
  public String toString() {
    return count(videoFrames, "video frame")
        + ", "
        + count(audioFrames, "audio block")
        + ", "
        + count(bytes, "byte")
        + ", "
        + mediaTime
        + "; lost "
        + framesLost
        + ", dropped by the device "
        + framesDropped
        + ", refused "
        + framesRefused
        + ", left out "
        + framesLeftOut;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
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
    private long queueWaits;
    private long framesDropped;
    private long framesRefused;
    private long framesLeftOut;
    private Optional<Duration> began = Optional.empty();
    private long framesLost;
    private Duration longestWrite = Duration.ZERO;
    private Optional<Instant> lastWritten = Optional.empty();
    private List<TrackSpan> spans = List.of();
    private long forces;
    private Duration longestForce = Duration.ZERO;
    private long timesMended;
    private Duration clockAhead = Duration.ZERO;

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
     * @param waits frames that found it full
     * @return this
     */
    public Builder queue(int now, int capacity, int peak, long waits) {
      this.queuedFrames = now;
      this.queueCapacity = capacity;
      this.queuePeak = peak;
      this.queueWaits = waits;
      return this;
    }

    /**
     * Sets what is not in the files.
     *
     * @param dropped frames that the device dropped
     * @param refused frames that the muxer refused
     * @return this
     */
    public Builder missing(long dropped, long refused) {
      this.framesDropped = dropped;
      this.framesRefused = refused;
      return this;
    }

    /**
     * Sets what is not meant to be in the files.
     *
     * @param count frames
     * @return this
     */
    public Builder leftOut(long count) {
      this.framesLeftOut = count;
      return this;
    }

    /**
     * Sets when the earliest frame that was written was captured.
     *
     * @param captureTime a time on the clock of the device, if a frame was written
     * @return this
     */
    public Builder began(Optional<Duration> captureTime) {
      this.began = captureTime;
      return this;
    }

    /**
     * Sets what could not be kept while a part was missing.
     *
     * @param count frames
     * @return this
     */
    public Builder lost(long count) {
      this.framesLost = count;
      return this;
    }

    /**
     * Sets how writing goes.
     *
     * @param longest the longest that a frame has taken of late
     * @param last when a frame was last written, if one was
     * @return this
     */
    public Builder writing(Duration longest, Optional<Instant> last) {
      this.longestWrite = longest;
      this.lastWritten = last;
      return this;
    }

    /**
     * Sets how what was written got to the storage.
     *
     * @param count how often it was forced
     * @param longest the longest time until a fragment was
     * @return this
     */
    public Builder forced(long count, Duration longest) {
      this.forces = count;
      this.longestForce = longest;
      return this;
    }

    /**
     * Sets what became of the times of the device.
     *
     * @param mended how many were mended
     * @param ahead how far those of the recording are ahead now; negative if behind
     * @return this
     */
    public Builder clock(long mended, Duration ahead) {
      this.timesMended = mended;
      this.clockAhead = ahead;
      return this;
    }

    /**
     * Sets what is written of each track.
     *
     * @param each in the order of the tracks
     * @return this
     */
    public Builder spans(List<TrackSpan> each) {
      this.spans = each;
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
