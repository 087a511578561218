package io.boxwire.recorder.internal.keeping;

import io.boxwire.api.Retention;
import java.time.Duration;
import java.time.Instant;

/**
 * Says whether the oldest file is one too many. Knows no disk.
 *
 * @param retention what is kept
 */
record RetentionRule(Retention retention) {
  /**
   * Why a file is to be removed.
   *
   * @param oldest the file
   * @param total bytes of all files, those being written included
   * @param free how much room there is for more
   * @param now the time
   * @return the bound that it is beyond, for people; empty if it is kept
   */
  String excess(OwnFile oldest, long total, long free, Instant now) {
    if (total > retention.bytes().orElse(Long.MAX_VALUE)) {
      return "all files together take " + total + " bytes";
    }
    if (free < retention.freeBytes()) {
      return "the disk has " + free + " bytes free";
    }
    Duration age = Duration.between(oldest.written(), now);
    return retention.age().filter(most -> age.compareTo(most) > 0).isPresent()
        ? "it is " + age.toSeconds() + " s old"
        : "";
  }
}
