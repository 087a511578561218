package io.boxwire.itests.fuzz;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A demuxer over a pipe that hands over its bytes in any pieces: what comes of them does not depend
 * on the pieces.
 */
public final class StreamDemuxTarget {
  private static final Guard GUARD = new Guard(48 << 20, 8192);

  private StreamDemuxTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    Chance chance = Chance.of(data);
    PayloadForm form = DemuxTrial.FORMS.get(chance.below(DemuxTrial.FORMS.size()));
    DemuxTrial whole = new DemuxTrial(data.length);
    Optional<MediaException> fault =
        GUARD.check(whole::weight, () -> run(data, () -> Integer.MAX_VALUE, form, whole));
    DemuxTrial pieces = new DemuxTrial(data.length);
    Optional<MediaException> again =
        GUARD.check(pieces::weight, () -> run(data, chance::length, form, pieces));
    Guard.requireEqual(
        fault.map(Throwable::toString), again.map(Throwable::toString), "the fault in pieces");
    Guard.requireEqual(whole.notes(), pieces.notes(), "what is read in pieces");
  }

  private static void run(byte[] data, IntSupplier lengths, PayloadForm form, DemuxTrial trial)
      throws MediaException {
    try (Demuxer demuxer = trial.open(new Source.Stream(new PieceChannel(data, lengths)), form)) {
      trial.movie(demuxer);
      trial.frames(demuxer);
    }
  }
}
