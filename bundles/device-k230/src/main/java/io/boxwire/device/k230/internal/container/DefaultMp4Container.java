package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Pace;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.OpenObjects;
import io.boxwire.device.k230.internal.Parts;

/** A container. */
public final class DefaultMp4Container implements Mp4Container {
  /**
   * Makes a container.
   *
   * @param parts what it works with
   * @param open is told while it is open
   */
  public DefaultMp4Container(Parts parts, OpenObjects open) {}

  @Override
  public void create(Mp4CfgStr mp4Cfg) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void start() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean process() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void destroy() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long videoStartTimestamp() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecordingStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Pace.Lateness lateness() {
    throw new UnsupportedOperationException();
  }
}
