package io.boxwire.monitor.internal;

import java.util.List;

/** A recording, as management tools see it: figures of the last second or so. */
public interface RecordingMXBean {
  /**
   * Where it stands.
   *
   * @return such as {@code RUNNING}
   */
  String getState();

  /**
   * What it waits for.
   *
   * @return such as {@code the codec h264}; empty if nothing is missing
   */
  String getWaitsFor();

  /**
   * Why it failed.
   *
   * @return one sentence; empty if it did not
   */
  String getFailure();

  /**
   * Video frames written.
   *
   * @return a count
   */
  long getVideoFrames();

  /**
   * Audio blocks written.
   *
   * @return a count
   */
  long getAudioFrames();

  /**
   * Bytes written to files.
   *
   * @return bytes
   */
  long getBytes();

  /**
   * Media time recorded.
   *
   * @return milliseconds
   */
  long getMediaTimeMillis();

  /**
   * Frames that were captured and could not be kept.
   *
   * @return a count
   */
  long getFramesLost();

  /**
   * Frames that the device dropped.
   *
   * @return a count
   */
  long getFramesDropped();

  /**
   * Frames that the muxer refused.
   *
   * @return a count
   */
  long getFramesRefused();

  /**
   * Frames between device and muxer now.
   *
   * @return a count
   */
  int getQueuedFrames();

  /**
   * How many frames may be there.
   *
   * @return a count
   */
  int getQueueCapacity();

  /**
   * The most that were ever there.
   *
   * @return a count
   */
  int getQueuePeak();

  /**
   * How often the capture side found no room.
   *
   * @return a count
   */
  long getQueueWaits();

  /**
   * The longest that a frame has taken to be written of late.
   *
   * @return milliseconds
   */
  long getLongestWriteMillis();

  /**
   * The files written, or the last of them where there are many.
   *
   * @return paths, in the order they were begun
   */
  List<String> getFiles();
}
