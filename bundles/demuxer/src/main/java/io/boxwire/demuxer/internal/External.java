package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/** Refuses samples that lie in another file (ISO/IEC 14496-12:2022 8.7.2). */
final class External {
  private External() {}

  static void check(Track track, Sample sample) throws MediaException {
    int description = sample.description;
    if (description >= 1
        && description <= track.external().size()
        && track.external().get(description - 1)) {
      throw MediaException.of(
          Code.UNSUPPORTED, "the samples of track " + track.id() + " lie in another file");
    }
  }
}
