package io.boxwire.itests.crash;

import io.boxwire.api.MediaException;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Judges files that are left of recordings: as they are, and once repaired. What is found is
 * counted.
 *
 * @param ours our reader
 * @param ffprobe a reader that is asked of the file as it is, and must open what was repaired
 * @param second one more that must open what was repaired; some files as they are take it all
 *     memory
 * @param repairer what repairs
 * @param tally counts
 */
record Inspection(Reader ours, Reader ffprobe, Reader second, Repairer repairer, Tally tally) {
  static final String FILES = "files";
  static final String OPENED = "opened as they are";
  static final String OPENED_REPAIRED = "opened after repair";
  static final String NOTHING = "nothing promised and nothing there";
  static final String LOST = "frames lost beyond the promise";
  static final String INVENTED = "frames invented";
  static final String PROMISED = "frames promised";
  static final String READ = "frames read";

  /**
   * Judges a file, which is repaired by that.
   *
   * @param what it is, for messages
   * @param file the file
   * @param samples what was offered
   * @param promise what must be there
   */
  void judge(String what, Path file, Samples samples, Promise promise)
      throws IOException, InterruptedException {
    tally.count(FILES);
    tally.add(PROMISED, promise.video() + promise.audio());
    Reading asItIs = ours.read(file);
    Verdict verdict = Verdict.of(asItIs, samples, promise);
    if (asItIs.opened()) {
      tally.count(OPENED);
    }
    // What can't be opened as it is may still be mended; what is false is false.
    invented(what + ", as it is", verdict);
    if (ffprobe.read(file).opened()) {
      tally.count(OPENED + " by " + ffprobe.name());
    }
    repaired(what + ", repaired", file, samples, promise, asItIs);
  }

  private void repaired(String what, Path file, Samples samples, Promise promise, Reading asItWas)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try {
      repairer.repair(RepairRequest.of(file));
    } catch (MediaException e) {
      if (promise.nothing() && count(asItWas) == 0) {
        tally.count(NOTHING);
      } else {
        tally.add(LOST, promise.video() + promise.audio());
        tally.failed(what + ": " + e.getMessage());
      }
      return;
    }
    tally.recovered(System.nanoTime() - begin);
    Reading reading = ours.read(file);
    Verdict verdict = Verdict.of(reading, samples, promise);
    tally.add(READ, count(reading));
    lost(what, verdict);
    invented(what, verdict);
    if (reading.opened()) {
      tally.count(OPENED_REPAIRED);
    }
    if (count(reading) < count(asItWas)) {
      tally.failed(what + ": fewer frames than before the repair");
    }
    // Where nothing was forced, the head may be damaged that others rely on.
    Promise whole =
        promise.nothing() ? Promise.NOTHING : new Promise(reading.count(1), reading.count(2));
    for (Reader stranger : strangers(what, file)) {
      Verdict other = Verdict.of(stranger.read(file), samples, whole);
      lost(what + ", by " + stranger.name(), other);
      invented(what + ", by " + stranger.name(), other);
    }
    again(what, file);
  }

  /**
   * Who else reads a file that was repaired. The second reader never comes back from one that does
   * not consist of boxes to its end.
   */
  private List<Reader> strangers(String what, Path file) throws IOException {
    if (Boxes.fill(Files.readAllBytes(file))) {
      return List.of(ffprobe, second);
    }
    tally.failed(what + ": not boxes to the end");
    return List.of(ffprobe);
  }

  /** A file that was repaired needs no repair. */
  private void again(String what, Path file) throws IOException, InterruptedException {
    byte[] before = Files.readAllBytes(file);
    repairer.repair(RepairRequest.of(file));
    if (!Arrays.equals(before, Files.readAllBytes(file))) {
      tally.failed(what + ": a second repair changes it");
    }
  }

  private void lost(String what, Verdict verdict) {
    if (verdict.lost() > 0) {
      tally.add(LOST, verdict.lost());
      tally.failed(what + ": lost, " + verdict.first());
    }
  }

  private void invented(String what, Verdict verdict) {
    if (verdict.invented() > 0) {
      tally.add(INVENTED, verdict.invented());
      tally.failed(what + ": invented, " + verdict.first());
    }
  }

  private static int count(Reading reading) {
    return reading.count(1) + reading.count(2);
  }
}
