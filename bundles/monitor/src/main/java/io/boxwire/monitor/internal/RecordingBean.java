package io.boxwire.monitor.internal;

import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import java.nio.file.Path;
import java.util.List;

/** Shows an entry of the roster. */
final class RecordingBean implements RecordingMXBean {
  private final Roster.Entry recording;

  RecordingBean(Roster.Entry recording) {
    this.recording = recording;
  }

  private RecordingStatus status() {
    return recording.status();
  }

  private RecordingStatistics figures() {
    return status().statistics();
  }

  @Override
  public String getState() {
    return status().state().name();
  }

  @Override
  public String getWaitsFor() {
    return status().waitsFor().orElse("");
  }

  @Override
  public String getFailure() {
    return status().failure().orElse("");
  }

  @Override
  public long getVideoFrames() {
    return figures().videoFrames();
  }

  @Override
  public long getAudioFrames() {
    return figures().audioFrames();
  }

  @Override
  public long getBytes() {
    return figures().bytes();
  }

  @Override
  public long getMediaTimeMillis() {
    return figures().mediaTime().toMillis();
  }

  @Override
  public long getFramesLost() {
    return figures().framesLost();
  }

  @Override
  public long getFramesDropped() {
    return figures().framesDropped();
  }

  @Override
  public long getFramesRefused() {
    return figures().framesRefused();
  }

  @Override
  public int getQueuedFrames() {
    return figures().queuedFrames();
  }

  @Override
  public int getQueueCapacity() {
    return figures().queueCapacity();
  }

  @Override
  public int getQueuePeak() {
    return figures().queuePeak();
  }

  @Override
  public long getQueueWaits() {
    return figures().queueWaits();
  }

  @Override
  public long getLongestWriteMillis() {
    return figures().longestWrite().toMillis();
  }

  @Override
  public List<String> getFiles() {
    return status().files().stream().map(Path::toString).toList();
  }
}
