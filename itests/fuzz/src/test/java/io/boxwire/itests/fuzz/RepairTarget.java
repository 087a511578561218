package io.boxwire.itests.fuzz;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * A repair in place. A whole file is left as it is, and one that was repaired is whole: a reader
 * finds in it exactly what the report counts, stumbles over no fragment, and a second repair
 * changes nothing.
 */
public final class RepairTarget {
  private static final Guard GUARD = new Guard(64 << 20, 16_384);
  private static final Boxwire BOXWIRE = Boxwire.load(RepairTarget.class.getClassLoader());
  private static final Repairer REPAIRER =
      ServiceLoader.load(Repairer.class)
          .findFirst()
          .orElseThrow()
          .using(BOXWIRE.muxers(), BOXWIRE.demuxers(), BOXWIRE.codecs());
  private static final Path FILE = scratch();

  private RepairTarget() {}

  private static Path scratch() {
    try {
      Path file = Files.createTempFile("repair", ".mp4");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) throws IOException {
    Files.write(FILE, data);
    RepairReport[] report = new RepairReport[1];
    Optional<MediaException> refused = GUARD.check(data.length, () -> report[0] = repair());
    if (refused.isPresent()) {
      return;
    }
    byte[] repaired = Files.readAllBytes(FILE);
    switch (report[0].outcome()) {
      case WHOLE -> Guard.require(Arrays.equals(data, repaired), "a whole file was changed");
      case INCOMPLETE -> {
        Guard.require(Arrays.equals(data, repaired), "a file that can't be mended was changed");
        Guard.requireEqual(report[0].samples(), readable(), "the samples of an incomplete file");
      }
      default -> {
        Guard.requireEqual(report[0].samples(), samples(), "the samples of a repaired file");
        Guard.requireEqual(RepairReport.Outcome.WHOLE, repair().outcome(), "a second repair");
        Guard.require(
            Arrays.equals(repaired, Files.readAllBytes(FILE)), "a second repair changed the file");
      }
    }
  }

  private static RepairReport repair() throws MediaException {
    try {
      return REPAIRER.repair(RepairRequest.of(FILE));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  /** What a reader finds in the file, where no fragment breaks the format. */
  private static Map<Integer, Long> samples() throws MediaException {
    return count(
        e -> {
          if (e.boxPath().orElse("").startsWith("moof")) {
            throw new AssertionError("a broken fragment was left", e);
          }
        });
  }

  /** What a reader finds in the file, wherever it breaks the format. */
  private static Map<Integer, Long> readable() throws MediaException {
    return count(e -> {});
  }

  private static Map<Integer, Long> count(Consumer<MediaException> faults) throws MediaException {
    Map<Integer, Long> counts = new HashMap<>();
    try (Demuxer demuxer =
        BOXWIRE.demuxers().open(new Source.File(FILE), DemuxerOptions.of(PayloadForm.STORED))) {
      for (TrackInfo track : demuxer.movie().tracks()) {
        SampleCursor cursor = demuxer.samples(track.id());
        for (Step step = step(cursor, faults); step != Step.END; step = step(cursor, faults)) {
          if (step == Step.SAMPLE) {
            counts.merge(track.id(), 1L, Long::sum);
          }
        }
      }
    }
    return counts;
  }

  private enum Step {
    SAMPLE,
    FAULT,
    END
  }

  private static Step step(SampleCursor cursor, Consumer<MediaException> faults) {
    try {
      return cursor.next() ? Step.SAMPLE : Step.END;
    } catch (MediaException e) {
      faults.accept(e);
      return Step.FAULT;
    }
  }
}
