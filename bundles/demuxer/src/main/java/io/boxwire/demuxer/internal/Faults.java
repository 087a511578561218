package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;

/** Reports each broken fragment once, although all tracks come across it. For one thread. */
final class Faults {
  private long reported = -1;

  /** Throws the problem of a fragment that was not reported before. */
  void check(Fragment fragment) throws MediaException {
    if (fragment.problem().isPresent() && fragment.position() > reported) {
      reported = fragment.position();
      throw fragment.problem().get();
    }
  }
}
