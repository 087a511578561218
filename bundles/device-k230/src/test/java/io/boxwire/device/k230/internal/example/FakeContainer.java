package io.boxwire.device.k230.internal.example;

import io.boxwire.api.MediaException;
import io.boxwire.api.Pace;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.util.ArrayList;
import java.util.List;

/** A container that keeps what it is called with; what it does with a frame is a test's. */
final class FakeContainer implements Mp4Container {
  /** What a call does. */
  interface Call {
    boolean run(int count) throws MediaException, InterruptedException;
  }

  final List<String> calls = new ArrayList<>();
  Mp4CfgStr config = new Mp4CfgStr(0);
  int processed;
  private final Call process;
  private MediaException stopFailure;

  FakeContainer(Call process) {
    this.process = process;
  }

  FakeContainer failsToStop(MediaException failure) {
    stopFailure = failure;
    return this;
  }

  @Override
  public void create(Mp4CfgStr mp4Cfg) {
    config = mp4Cfg;
    calls.add("create");
  }

  @Override
  public void start() {
    calls.add("start");
  }

  @Override
  public boolean process() throws MediaException, InterruptedException {
    return process.run(++processed);
  }

  @Override
  public void stop() throws MediaException {
    calls.add("stop");
    if (stopFailure != null) {
      throw stopFailure;
    }
  }

  @Override
  public void destroy() {
    calls.add("destroy");
  }

  @Override
  public void close() {
    calls.add("close");
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
