package io.boxwire.api;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** How far a muxer has come. Immutable. */
public final class MuxerStatistics {
  private final Layout layout;
  private final long framesAccepted;
  private final long samplesWritten;
  private final long framesRefused;
  private final long mediaBytes;
  private final long fileBytes;
  private final Set<String> codecsAwaited;
  private final Map<Integer, Long> framesUnwritten;
  private final long forces;
  private final Duration longestForce;
  private final long durableBytes;

  private MuxerStatistics(
      Layout layout,
      long framesAccepted,
      long samplesWritten,
      long framesRefused,
      long mediaBytes,
      long fileBytes,
      Set<String> codecsAwaited,
      Map<Integer, Long> framesUnwritten,
      long forces,
      Duration longestForce,
      long durableBytes) {
    this.layout = layout;
    this.framesAccepted = framesAccepted;
    this.samplesWritten = samplesWritten;
    this.framesRefused = framesRefused;
    this.mediaBytes = mediaBytes;
    this.fileBytes = fileBytes;
    this.codecsAwaited = codecsAwaited;
    this.framesUnwritten = framesUnwritten;
    this.forces = forces;
    this.longestForce = longestForce;
    this.durableBytes = durableBytes;
  }

  /**
   * Makes a snapshot.
   *
   * @param layout the layout in use
   * @param framesAccepted frames that {@code write} took
   * @param samplesWritten samples handed to the sink
   * @param framesRefused frames that {@code write} refused
   * @param mediaBytes payload bytes handed to the sink
   * @param fileBytes all bytes handed to the sink
   * @return the snapshot
   */
  public static MuxerStatistics of(
      Layout layout,
      long framesAccepted,
      long samplesWritten,
      long framesRefused,
      long mediaBytes,
      long fileBytes) {
    return new MuxerStatistics(
        layout,
        framesAccepted,
        samplesWritten,
        framesRefused,
        mediaBytes,
        fileBytes,
        Set.of(),
        Map.of(),
        0,
        Duration.ZERO,
        0);
  }

  /**
   * The same snapshot of a muxer that waits for codec plugins.
   *
   * @param codecs the codecs, by name
   * @return the snapshot
   */
  public MuxerStatistics awaiting(Set<String> codecs) {
    return new MuxerStatistics(
        layout,
        framesAccepted,
        samplesWritten,
        framesRefused,
        mediaBytes,
        fileBytes,
        Set.copyOf(codecs),
        framesUnwritten,
        forces,
        longestForce,
        durableBytes);
  }

  /**
   * The same snapshot of a muxer that has ended without some of the frames that it took.
   *
   * @param frames how many, by the number of their track
   * @return the snapshot
   */
  public MuxerStatistics without(Map<Integer, Long> frames) {
    return new MuxerStatistics(
        layout,
        framesAccepted,
        samplesWritten,
        framesRefused,
        mediaBytes,
        fileBytes,
        codecsAwaited,
        Map.copyOf(frames),
        forces,
        longestForce,
        durableBytes);
  }

  /**
   * The same snapshot of a muxer that forces what it writes to storage.
   *
   * @param count how often that was done
   * @param longest the longest time from a fragment's writing until it was forced
   * @param bytes the file offset up to which everything is forced
   * @return the snapshot
   */
  public MuxerStatistics forced(long count, Duration longest, long bytes) {
    return new MuxerStatistics(
        layout,
        framesAccepted,
        samplesWritten,
        framesRefused,
        mediaBytes,
        fileBytes,
        codecsAwaited,
        framesUnwritten,
        count,
        longest,
        bytes);
  }

  /**
   * How often what was written was forced to storage.
   *
   * @return a count
   */
  public long forces() {
    return forces;
  }

  /**
   * The longest time from a fragment's writing until it was forced to storage: what a power cut
   * takes at most, beside the open fragment.
   *
   * @return a time; zero if nothing was forced
   */
  public Duration longestForce() {
    return longestForce;
  }

  /**
   * Up to where the file is known to be on the storage.
   *
   * @return a file offset
   */
  public long durableBytes() {
    return durableBytes;
  }

  /**
   * The frames that {@code write} took and that are not in the file, which has ended: for want of a
   * codec plugin, or since writing failed. They are the last of their track.
   *
   * @return how many, by the number of their track; tracks that have all are not in it
   */
  public Map<Integer, Long> framesUnwritten() {
    return framesUnwritten;
  }

  /**
   * The codecs whose plugin has left a track, and for which another is awaited now.
   *
   * @return their names; empty if nothing is missing
   */
  public Set<String> codecsAwaited() {
    return codecsAwaited;
  }

  /**
   * The layout in use, which may differ from the one asked for.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * Frames that {@code write} took.
   *
   * @return a count
   */
  public long framesAccepted() {
    return framesAccepted;
  }

  /**
   * Samples handed to the sink.
   *
   * @return a count
   */
  public long samplesWritten() {
    return samplesWritten;
  }

  /**
   * Frames that {@code write} refused.
   *
   * @return a count
   */
  public long framesRefused() {
    return framesRefused;
  }

  /**
   * Payload handed to the sink.
   *
   * @return bytes
   */
  public long mediaBytes() {
    return mediaBytes;
  }

  /**
   * Everything handed to the sink.
   *
   * @return bytes
   */
  public long fileBytes() {
    return fileBytes;
  }
}
