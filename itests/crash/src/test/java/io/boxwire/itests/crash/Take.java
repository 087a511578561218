package io.boxwire.itests.crash;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A film recorded to a file whose writing was logged, from its first byte to its close.
 *
 * @param log what was done to the file
 * @param samples what was offered
 * @param overclaimed by how many bytes, at most, the muxer said that more of the file was on the
 *     storage than was
 */
record Take(List<WriteLog.Entry> log, Samples samples, long overclaimed) {
  private static final long OLDER = 1_000_000;
  private static final long SLOWEST_FORCE = TimeUnit.MILLISECONDS.toNanos(6);

  /** Records so many pictures, and the sound that comes with them. */
  static Take record(Boxwire boxwire, Scenario scenario, int pictures, Path file, Random random)
      throws IOException, InterruptedException {
    Random force = new Random(random.nextLong());
    MuxerOptions options = scenario.options(new UUID(random.nextLong(), random.nextLong()));
    LoggedFile channel = new LoggedFile(file, () -> (long) (force.nextDouble() * SLOWEST_FORCE));
    try (channel) {
      return record(boxwire, scenario, options, pictures, channel);
    } finally {
      Files.delete(file);
    }
  }

  /** Records to a file that is given. */
  static Take record(
      Boxwire boxwire, Scenario scenario, MuxerOptions options, int pictures, LoggedFile channel)
      throws IOException, InterruptedException {
    long overclaimed = 0;
    try (Muxer muxer = boxwire.muxers().open(new Sink.Seekable(channel), options)) {
      Offering offering = new Offering(scenario.film(), muxer, 0);
      for (int picture = 1; picture <= pictures; picture++) {
        offering.pictures(picture);
        long claimed = muxer.statistics().durableBytes();
        overclaimed = Math.max(overclaimed, claimed - channel.log().forcedBytes());
      }
    }
    return new Take(channel.log().entries(), new Samples(scenario.film()), overclaimed);
  }

  /** The bytes of another film that was recorded in the same way before. */
  static byte[] older(Boxwire boxwire, Scenario scenario, int pictures, Path file, Random random)
      throws IOException, InterruptedException {
    MuxerOptions options = scenario.options(new UUID(random.nextLong(), random.nextLong()));
    try (Muxer muxer = boxwire.muxers().open(new Sink.File(file), options)) {
      new Offering(scenario.film(), muxer, OLDER).pictures(pictures);
    }
    try {
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }
}
