package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/** What all layouts that finish a file where it is do with a sample. */
final class InPlaceSamples {
  private final MovieSetup setup;
  private final long whole;
  private boolean given;
  private boolean broken;

  InPlaceSamples(MovieSetup setup, InPlaceOutput output) {
    this.setup = setup;
    this.whole = output.whole();
  }

  /**
   * Takes a sample, whose place in the file is that of its region.
   *
   * @throws MediaException BAD_REQUEST if it does not lie in what is whole
   */
  void take(Sample sample) throws MediaException {
    FileRegion region = sample.region();
    if (region == null || region.size() > whole - region.position()) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "track "
              + sample.track.id()
              + ", time "
              + sample.decodeTime
              + ": the frame does not lie in the file");
    }
    sample.offset = region.position();
    sample.track.pass(sample);
    setup.progress().written(sample);
    given = true;
  }

  /** Something went wrong: the file is to stay as it was. */
  void fail() {
    broken = true;
  }

  /** Whether the file is to be finished. */
  boolean complete() {
    return given && !broken;
  }
}
