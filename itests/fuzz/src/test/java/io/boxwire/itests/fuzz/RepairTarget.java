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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * A repair in place. A whole file is left as it is, and one that was repaired is whole: a second
 * repair changes nothing.
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
    if (report[0].outcome() == RepairReport.Outcome.WHOLE) {
      Guard.require(Arrays.equals(data, repaired), "a whole file was changed");
      return;
    }
    // Fragments without seals prove nothing: reading them may end in a fault.
    Guard.thrownBy(() -> walk(report[0].samples().keySet()));
    Guard.requireEqual(RepairReport.Outcome.WHOLE, repair().outcome(), "a second repair");
    Guard.require(
        Arrays.equals(repaired, Files.readAllBytes(FILE)), "a second repair changed the file");
  }

  private static RepairReport repair() throws MediaException {
    try {
      return REPAIRER.repair(RepairRequest.of(FILE));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  private static void walk(Set<Integer> tracks) throws MediaException {
    try (Demuxer demuxer =
        BOXWIRE.demuxers().open(new Source.File(FILE), DemuxerOptions.of(PayloadForm.STORED))) {
      for (int track : tracks) {
        SampleCursor cursor = demuxer.samples(track);
        while (cursor.next()) {
          Guard.require(cursor.size() >= 0, "a sample of " + cursor.size() + " bytes");
        }
      }
    }
  }
}
