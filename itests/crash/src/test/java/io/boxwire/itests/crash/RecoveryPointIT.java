package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Muxer;
import io.boxwire.api.Sink;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stated recovery point, on a clock: a camera delivers in real time to storage that is slow to
 * force, and at every moment what is not yet on the storage is at most the fragment and the latency
 * that the muxer reports.
 */
class RecoveryPointIT {
  private static final Duration MEDIA = Duration.ofSeconds(Trial.count(6, 60));

  /** Fragments end with a group of pictures, of 0.4 s. */
  private static final Duration GROUP = Duration.ofMillis(400);

  /**
   * A fragment is complete when each track has a frame that comes after it, which takes a picture
   * and a block more; and the media that are lost are counted in whole pictures.
   */
  private static final Duration ROUNDING = Duration.ofMillis(120);

  @TempDir Path folder;

  /** Loads the classes, which takes longer than a picture. */
  @BeforeEach
  void rehearse() throws Exception {
    Take.record(
        Trial.boxwire(), Scenario.ALL.get(0), 100, folder.resolve("rehearsal.mp4"), new Random(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 6})
  void anyMoment_whatIsNotForced_isAFragmentAndTheLatencyAtMost(int number) throws Exception {
    Scenario scenario = Scenario.ALL.get(number);
    Duration latency = Duration.ofMillis(120);
    LoggedFile channel = new LoggedFile(folder.resolve("live.mp4"), latency::toNanos);
    Duration longest;
    Duration worst = Duration.ZERO;
    Duration late = Duration.ZERO;
    Boxwire boxwire = Trial.boxwire();
    try (channel;
        Muxer muxer =
            boxwire
                .muxers()
                .open(new Sink.Seekable(channel), scenario.options(new UUID(1, number)))) {
      Offering offering = new Offering(scenario.film(), muxer, 0);
      long begin = System.nanoTime();
      while (offering.due() < MEDIA.toNanos()) {
        long wait = begin + offering.due() - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
          continue;
        }
        late = max(late, Duration.ofNanos(-wait));
        offering.next();
        worst = max(worst, unforced(channel, offering));
      }
      longest = muxer.statistics().longestForce();
    }
    Duration promised = wholeGroups(scenario.fragment());
    Trial.say(
        scenario
            + (": a power cut takes at most " + worst.toMillis() + " ms of media; fragments of ")
            + (promised.toMillis() + " ms, longest force " + longest.toMillis())
            + (" ms; the camera was late by up to " + late.toMillis() + " ms"));
    assertThat(longest).isGreaterThanOrEqualTo(latency);
    // What a busy machine delays here, it may delay there.
    assertThat(worst).isLessThanOrEqualTo(promised.plus(longest).plus(ROUNDING).plus(late));
  }

  private static Duration wholeGroups(Duration fragment) {
    long groups = (fragment.toMillis() + GROUP.toMillis() - 1) / GROUP.toMillis();
    return GROUP.multipliedBy(groups);
  }

  /** How much of what was offered would be lost now. */
  private static Duration unforced(LoggedFile channel, Offering offering) {
    List<WriteLog.Entry> log = channel.log().entries();
    Promise promise = Promise.of(PowerCut.at(log, log.size()).forced().content());
    long offered = Film.due(Film.VIDEO, offering.offered(Film.VIDEO));
    return Duration.of(
        offered - Film.due(Film.VIDEO, promise.video()), TimeUnit.NANOSECONDS.toChronoUnit());
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
