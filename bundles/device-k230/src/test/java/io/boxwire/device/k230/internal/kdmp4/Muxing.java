package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.TrackFormat;

/** A muxer that hands all on to another; a test changes what it is about. */
class Muxing implements Muxer {
  private final Muxer muxer;

  Muxing(Muxer muxer) {
    this.muxer = muxer;
  }

  @Override
  public int addTrack(TrackFormat format) throws MediaException {
    return muxer.addTrack(format);
  }

  @Override
  public void write(Frame frame) throws MediaException, InterruptedException {
    muxer.write(frame);
  }

  @Override
  public MuxerStatistics statistics() {
    return muxer.statistics();
  }

  @Override
  public void close() throws MediaException {
    muxer.close();
  }
}
