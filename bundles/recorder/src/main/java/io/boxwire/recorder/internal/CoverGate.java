package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;

/**
 * Lets frames of the leading track pass at once, and those of others as far as it has come: where
 * files are cut at the leading track, the others are cut at the same moment then.
 */
final class CoverGate implements Gate {
  private final Coverage coverage;

  CoverGate(Tracks tracks) {
    this.coverage = new Coverage(tracks);
  }

  @Override
  public boolean pass(Frame frame) {
    return true;
  }

  @Override
  public boolean covers(Frame frame) {
    return coverage.covers(frame);
  }

  @Override
  public void reached(Frame frame) {
    coverage.reached(frame);
  }
}
