package io.boxwire.api;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** How far a muxer has come. Immutable. */
public final class MuxerStatistics {
  private final Counts counts;
  private final Set<String> codecsAwaited;
  private final Map<Integer, Long> framesUnwritten;
  private final Forced forced;

  /** What every muxer counts. */
  private record Counts(
      Layout layout,
      long framesAccepted,
      long samplesWritten,
      long framesRefused,
      long mediaBytes,
      long fileBytes) {}

  /** What one counts that forces to storage. */
  private record Forced(long count, Duration longest, long bytes) {}

  private MuxerStatistics(
      Counts counts, Set<String> codecsAwaited, Map<Integer, Long> framesUnwritten, Forced forced) {
    this.counts = counts;
    this.codecsAwaited = codecsAwaited;
    this.framesUnwritten = framesUnwritten;
    this.forced = forced;
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
        new Counts(layout, framesAccepted, samplesWritten, framesRefused, mediaBytes, fileBytes),
        Set.of(),
        Map.of(),
        new Forced(0, Duration.ZERO, 0));
  }

  /**
   * The same snapshot of a muxer that waits for codec plugins.
   *
   * @param codecs the codecs, by name
   * @return the snapshot
   */
  public MuxerStatistics awaiting(Set<String> codecs) {
    return new MuxerStatistics(counts, Set.copyOf(codecs), framesUnwritten, forced);
  }

  /**
   * The same snapshot of a muxer that has ended without some of the frames that it took.
   *
   * @param frames how many, by the number of their track
   * @return the snapshot
   */
  public MuxerStatistics without(Map<Integer, Long> frames) {
    return new MuxerStatistics(counts, codecsAwaited, Map.copyOf(frames), forced);
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
        counts, codecsAwaited, framesUnwritten, new Forced(count, longest, bytes));
  }

  /**
   * How often what was written was forced to storage.
   *
   * @return a count
   */
  public long forces() {
    return forced.count();
  }

  /**
   * The longest time from a fragment's writing until it was forced to storage: what a power cut
   * takes at most, beside the open fragment.
   *
   * @return a time; zero if nothing was forced
   */
  public Duration longestForce() {
    return forced.longest();
  }

  /**
   * Up to where the file is known to be on the storage.
   *
   * @return a file offset
   */
  public long durableBytes() {
    return forced.bytes();
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
    return counts.layout();
  }

  /**
   * Frames that {@code write} took.
   *
   * @return a count
   */
  public long framesAccepted() {
    return counts.framesAccepted();
  }

  /**
   * Samples handed to the sink.
   *
   * @return a count
   */
  public long samplesWritten() {
    return counts.samplesWritten();
  }

  /**
   * Frames that {@code write} refused.
   *
   * @return a count
   */
  public long framesRefused() {
    return counts.framesRefused();
  }

  /**
   * Payload handed to the sink.
   *
   * @return bytes
   */
  public long mediaBytes() {
    return counts.mediaBytes();
  }

  /**
   * Everything handed to the sink.
   *
   * @return bytes
   */
  public long fileBytes() {
    return counts.fileBytes();
  }
}
