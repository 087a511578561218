package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import java.util.ArrayList;
import java.util.List;

/** What is broken in a file, for the report: the first faults in words, of others their number. */
final class Faults {
  private static final int MOST = 20;

  private final List<String> first = new ArrayList<>();
  private long count;

  /** What is broken in the file is told of; anything else ends the repair. */
  static void refuseUnlessMalformed(MediaException e) throws MediaException {
    switch (e.code()) {
      case MALFORMED, TRUNCATED, LIMIT_EXCEEDED, UNSUPPORTED -> {
        return;
      }
      default -> throw e;
    }
  }

  void note(String fault) {
    count++;
    if (count <= MOST) {
      first.add(fault);
    }
  }

  boolean none() {
    return count == 0;
  }

  /** A sentence each. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(first);
    if (count > MOST) {
      remarks.add(count - MOST + " more faults like these");
    }
    return remarks;
  }
}
