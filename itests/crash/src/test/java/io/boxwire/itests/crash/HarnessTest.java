package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Durability;
import io.boxwire.api.MuxerOptions;
import io.boxwire.itests.swaps.load.Film;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted for the harness to find: what it does not see, it can't promise. */
class HarnessTest {
  private static final int PICTURES = 60;

  /** What comes before the last picture, at 2.36 s. */
  private static final int BLOCKS = 74;

  private static final Scenario SCENARIO = Scenario.ALL.get(4);

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();
  private final Samples samples = new Samples(SCENARIO.film());

  /** A recording that bears no proofs, so that our reader has nothing to tell stale blocks by. */
  private Take unproved() throws Exception {
    MuxerOptions options =
        SCENARIO.options(new UUID(1, 1)).toBuilder().durability(Durability.never()).build();
    try (LoggedFile channel = new LoggedFile(folder.resolve("take.mp4"), () -> 0)) {
      return Take.record(boxwire, SCENARIO, options, PICTURES, channel);
    } finally {
      Files.delete(folder.resolve("take.mp4"));
    }
  }

  private Verdict verdict(byte[] image, Promise promise) throws Exception {
    Path file = folder.resolve("image.mp4");
    Files.write(file, image);
    try {
      return Verdict.of(new OurReader(boxwire).read(file), samples, promise);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void untroubled_isGood() throws Exception {
    Take take = unproved();
    PowerCut end = PowerCut.at(take.log(), take.log().size());
    Promise promise = Promise.of(end.newest().content());
    assertThat(promise.video()).isEqualTo(PICTURES);
    assertThat(promise.audio()).isEqualTo(BLOCKS);
    assertThat(verdict(end.newest().content(), promise)).isEqualTo(new Verdict(0, 0, ""));
  }

  @Test
  void staleBlock_givenByAReader_isInvented() throws Exception {
    Take take = unproved();
    byte[] older =
        Take.older(boxwire, SCENARIO, PICTURES, folder.resolve("older.mp4"), new Random(2));
    PowerCut cut = PowerCut.at(take.log(), take.log().size() / 2);
    byte[] image = cut.newest().content();
    int block = image.length / 2 / PowerCut.BLOCK * PowerCut.BLOCK;
    System.arraycopy(older, block, image, block, PowerCut.BLOCK);
    assertThat(verdict(image, Promise.NOTHING).invented()).isPositive();
  }

  @Test
  void oneBit_isInvented() throws Exception {
    Take take = unproved();
    byte[] image = PowerCut.at(take.log(), take.log().size()).newest().content();
    Boxes.Box media = Boxes.whole(image).stream().filter(Boxes.Box::mdat).findFirst().orElseThrow();
    image[media.end() - 1] ^= 1;
    assertThat(verdict(image, Promise.NOTHING).invented()).isPositive();
  }

  @Test
  void missingFragment_isLost() throws Exception {
    Take take = unproved();
    byte[] whole = PowerCut.at(take.log(), take.log().size()).newest().content();
    List<Boxes.Box> boxes = Boxes.whole(whole);
    int first = boxes.stream().filter(Boxes.Box::mdat).findFirst().orElseThrow().end();
    Verdict verdict = verdict(Arrays.copyOf(whole, first), Promise.of(whole));
    assertThat(verdict.lost()).isPositive();
    assertThat(verdict.invented()).isZero();
  }

  @Test
  void repeatedFrame_isInvented() {
    Reading.Builder reading = new Reading.Builder();
    for (int number : new int[] {0, 1, 1, 2}) {
      reading.add(Film.VIDEO, samples.sample(Film.VIDEO, number), Reading.UNSAID);
    }
    assertThat(Verdict.of(reading.build(""), samples, Promise.NOTHING).invented()).isEqualTo(2);
  }

  @Test
  void writerThatNeverForces_promisesNothing() throws Exception {
    Take take = unproved();
    int closing = 0;
    while (take.log().get(closing).kind() != WriteLog.Kind.FORCE_BEGINS) {
      closing++;
    }
    assertThat(PowerCut.at(take.log(), closing).forced().length()).isZero();
    assertThat(PowerCut.at(take.log(), closing).newest().length()).isPositive();
  }

  @Test
  void storageThatSwallowsForces_isAClaimTooMany() throws Exception {
    Path file = folder.resolve("lied.mp4");
    try (LoggedFile lying = new LoggedFile(file, () -> 0).swallowingForces()) {
      MuxerOptions options = SCENARIO.options(new UUID(1, 3));
      // So many fragments that the muxer has to wait for the first to be forced.
      int pictures = 20 * PICTURES;
      Take take = Take.record(boxwire, SCENARIO, options, pictures, lying);
      assertThat(take.overclaimed()).isPositive();
    }
  }

  @Test
  void forced_isWhatWasWrittenBeforeTheForceBegan() {
    WriteLog log = new WriteLog();
    log.write(0, new byte[] {1, 2});
    long[] begun = log.forceBegins();
    log.write(2, new byte[] {3});
    log.forceEnds(begun);
    log.write(0, new byte[] {9});
    PowerCut cut = PowerCut.at(log.entries(), log.entries().size());
    assertThat(cut.forced().content()).containsExactly(1, 2);
    assertThat(cut.newest().content()).containsExactly(9, 2, 3);
    assertThat(cut.versions()).hasSize(3);
    assertThat(cut.touched()).containsExactly(0);
    assertThat(log.forcedBytes()).isEqualTo(2);
  }

  @Test
  void samples_haveLengthsAndNoParameterSets() {
    ByteBuffer sample = ByteBuffer.wrap(samples.sample(Film.VIDEO, 0));
    while (sample.hasRemaining()) {
      int length = sample.getInt();
      int type = sample.get(sample.position()) & 31;
      assertThat(type).isIn(1, 5, 6, 9);
      sample.position(sample.position() + length);
    }
  }
}
