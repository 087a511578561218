package io.boxwire.itests.crash;

import io.boxwire.api.Muxer;
import io.boxwire.api.Sink;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Path;
import java.util.UUID;

/** Records as fast as it can, in a process of its own, until it is done or killed. */
final class DoomedRecording {
  private DoomedRecording() {}

  /**
   * Records.
   *
   * @param arguments the number of the scenario, the file, the ledger, the number of pictures
   */
  public static void main(String[] arguments) throws Exception {
    Scenario scenario = Scenario.ALL.get(Integer.parseInt(arguments[0]));
    Ledger ledger = new Ledger(Path.of(arguments[2]));
    int pictures = Integer.parseInt(arguments[3]);
    try (Muxer muxer =
        Trial.boxwire()
            .muxers()
            .open(new Sink.File(Path.of(arguments[1])), scenario.options(UUID.randomUUID()))) {
      Offering offering = new Offering(scenario.film(), muxer, 0);
      ledger.set(Ledger.Entry.BEGAN, System.nanoTime());
      while (offering.offered(Film.VIDEO) < pictures) {
        offering.next();
        ledger.set(Ledger.Entry.VIDEO, offering.offered(Film.VIDEO));
        ledger.set(Ledger.Entry.AUDIO, offering.offered(Film.AUDIO));
        ledger.set(Ledger.Entry.DURABLE, muxer.statistics().durableBytes());
      }
      ledger.set(Ledger.Entry.CLOSING, System.nanoTime());
    }
    ledger.set(Ledger.Entry.ENDED, System.nanoTime());
  }
}
