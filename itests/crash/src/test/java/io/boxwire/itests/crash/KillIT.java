package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.itests.crash.Ledger.Entry;
import io.boxwire.itests.fixtures.Waits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording process is killed at any moment of its life, a quarter of the times while it closes
 * the file. The operating system loses nothing of what was written: each fragment that is whole
 * counts.
 */
class KillIT {
  private static final int KILLS = Trial.count(20, 500);
  private static final int PICTURES = 1_500;
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto");

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();
  private final Tally tally = new Tally();
  private final Inspection inspection =
      new Inspection(
          new OurReader(boxwire),
          new FfprobeReader(),
          new IsoparserReader(),
          Trial.repairer(),
          tally);
  private final Random random = new Random(Trial.SEED);
  private final long[] lives = new long[Scenario.ALL.size()];
  private final long[] closes = new long[Scenario.ALL.size()];

  @Test
  void killedAtAnyMoment_eachWholeFragmentIsThere() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      int scenario = kill % Scenario.ALL.size();
      if (lives[scenario] == 0) {
        live(scenario);
      }
      kill(scenario, kill % 4 == 3);
    }
    Trial.say("SIGKILL, seed " + Trial.SEED + ": " + tally);
    assertThat(tally.failures()).isEmpty();
    assertThat(tally.of(Inspection.FILES)).isEqualTo(KILLS);
  }

  /** Lets a recording live to its end, to know how long that takes. */
  private void live(int scenario) throws Exception {
    Path file = folder.resolve("whole.mp4");
    Path book = folder.resolve("whole.ledger");
    Process process = Child.start(DoomedRecording.class, QUICK, scenario, file, book, PICTURES);
    assertThat(Child.await(process)).as("a recording that nobody kills").isZero();
    Ledger ledger = new Ledger(book);
    lives[scenario] = ledger.get(Entry.ENDED) - ledger.get(Entry.BEGAN);
    closes[scenario] = ledger.get(Entry.ENDED) - ledger.get(Entry.CLOSING);
    Files.delete(file);
    Files.delete(book);
  }

  private void kill(int scenario, boolean closing) throws Exception {
    Path file = folder.resolve("killed.mp4");
    Path book = folder.resolve("killed.ledger");
    Ledger ledger = new Ledger(book);
    Process process = Child.start(DoomedRecording.class, QUICK, scenario, file, book, PICTURES);
    Entry from = closing ? Entry.CLOSING : Entry.BEGAN;
    long delay = (long) (random.nextDouble() * (closing ? closes : lives)[scenario]);
    Waits.until(() -> ledger.get(from) != 0 || !process.isAlive());
    long moment = ledger.get(from) + delay;
    while (System.nanoTime() < moment) {
      LockSupport.parkNanos(moment - System.nanoTime());
    }
    // SIGKILL, on what a JVM calls destroying.
    process.destroyForcibly().waitFor();
    tally.count(moment(ledger));
    judge(Scenario.ALL.get(scenario), file, ledger);
    Files.delete(file);
    Files.delete(book);
  }

  private static String moment(Ledger ledger) {
    if (ledger.get(Entry.ENDED) != 0) {
      return "killed when all was done";
    }
    return ledger.get(Entry.CLOSING) != 0 ? "killed while closing" : "killed while recording";
  }

  private void judge(Scenario scenario, Path file, Ledger ledger) throws Exception {
    byte[] left = Files.readAllBytes(file);
    int durable = (int) ledger.get(Entry.DURABLE);
    assertThat(durable).as("bytes said to be on the storage").isLessThanOrEqualTo(left.length);
    Promise promise = Promise.of(left);
    Promise stated = Promise.of(Arrays.copyOf(left, durable));
    tally.add("frames stated to be durable", stated.video() + stated.audio());
    tally.add("frames offered", ledger.get(Entry.VIDEO) + ledger.get(Entry.AUDIO));
    // The last frame may have been taken and not yet be counted.
    assertThat(promise.video()).isLessThanOrEqualTo((int) ledger.get(Entry.VIDEO) + 1);
    inspection.judge(scenario + ", " + moment(ledger), file, new Samples(scenario.film()), promise);
  }
}
