package io.boxwire.itests.fuzz;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.IOException;

/**
 * A demuxer over a file: opened, described, read to its end, sought in, its samples walked. Read
 * again it gives the same.
 */
public final class FileDemuxTarget {
  /** Read windows of up to 4 MiB are part of the design; they do not grow with what a file says. */
  private static final Guard GUARD = new Guard(48 << 20, 8192);

  private FileDemuxTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    PayloadForm form = DemuxTrial.FORMS.get(Chance.of(data).below(DemuxTrial.FORMS.size()));
    DemuxTrial first = new DemuxTrial(data.length);
    GUARD.check(first::weight, () -> readAndRoam(data, form, first));
    DemuxTrial again = new DemuxTrial(data.length);
    Guard.thrownBy(() -> readOn(data, form, again));
    Guard.requireEqual(
        first.notes().subList(0, Math.min(again.notes().size(), first.notes().size())),
        again.notes(),
        "what is read again");
  }

  private static void readAndRoam(byte[] data, PayloadForm form, DemuxTrial trial)
      throws MediaException {
    try (Demuxer demuxer = trial.open(new Source.Seekable(new MemoryChannel(data)), form)) {
      trial.movie(demuxer);
      trial.frames(demuxer);
      Guard.thrownBy(() -> trial.extent(demuxer));
      trial.seeks(demuxer);
      trial.samples(demuxer);
    }
  }

  private static void readOn(byte[] data, PayloadForm form, DemuxTrial trial)
      throws MediaException {
    try (Demuxer demuxer = trial.open(new Source.Seekable(new MemoryChannel(data)), form)) {
      trial.movie(demuxer);
      trial.frames(demuxer);
    }
  }
}
