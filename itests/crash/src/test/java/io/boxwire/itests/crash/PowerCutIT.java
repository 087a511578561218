package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at any moment of a recording: of what storage may make of the file then, ten
 * thousand images are built and opened.
 */
class PowerCutIT {
  private static final int IMAGES = Trial.count(500, 10_080);
  private static final int PICTURES = 120;

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();
  private final Tally tally = new Tally();
  private final Inspection inspection =
      new Inspection(
          new OurReader(boxwire),
          new LibavReader(),
          new IsoparserReader(),
          Trial.repairer(),
          tally);

  @Test
  void anyImage_openedOrRepaired_hasAllThatWasForcedAndNothingElse() throws Exception {
    Random random = new Random(Trial.SEED);
    int each = IMAGES / (Scenario.ALL.size() * Damage.values().length) + 1;
    for (Scenario scenario : Scenario.ALL) {
      Take take = Take.record(boxwire, scenario, PICTURES, folder.resolve("take.mp4"), random);
      byte[] older = Take.older(boxwire, scenario, PICTURES, folder.resolve("older.mp4"), random);
      Damage.Storage storage = new Damage.Storage(scenario.alignment() == PowerCut.BLOCK, older);
      assertThat(take.overclaimed()).as("bytes said to be on the storage").isLessThanOrEqualTo(0);
      for (Damage damage : Damage.values()) {
        for (int i = 0; i < each; i++) {
          image(scenario, take, damage, storage, new Random(random.nextLong()), i / (double) each);
        }
      }
    }
    Trial.say("power cuts, seed " + Trial.SEED + ": " + tally);
    assertThat(tally.failures()).isEmpty();
    assertThat(tally.of(Inspection.FILES)).isGreaterThanOrEqualTo(IMAGES);
  }

  /** Builds one image, at about such a share of the recording, and judges it. */
  private void image(
      Scenario scenario,
      Take take,
      Damage damage,
      Damage.Storage storage,
      Random random,
      double share)
      throws Exception {
    List<WriteLog.Entry> log = take.log();
    int before = (int) ((log.size() + 1) * share);
    PowerCut cut = PowerCut.at(log, before);
    if (damage == Damage.CUT_INSIDE_WRITE && before < log.size()) {
      WriteLog.Entry next = log.get(before);
      if (next.bytes().length > 1) {
        cut.happens(next.torn(1 + random.nextInt(next.bytes().length - 1)));
      }
    }
    Path file = folder.resolve("image.mp4");
    Files.write(file, damage.image(cut, storage, random));
    Promise promise = Promise.of(cut.forced().content());
    inspection.judge(
        scenario + ", " + damage + " after " + before + " of " + log.size() + " writes and forces",
        file,
        take.samples(),
        promise);
    Files.delete(file);
  }
}
