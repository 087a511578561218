package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.crash.Troubled.Shape;
import io.boxwire.itests.swaps.load.Film;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storage takes longer to force a fragment than the fragment lasts, for a while, twice: each time
 * is told once, the device is held up, which is told as well, and no frame is missing.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowStorageIT {
  private static final Duration FRAGMENT = Duration.ofMillis(400);
  private static final Duration LENGTH = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** Storage that is slow in some of its forces. */
  private static final class Slow extends InstrumentedFile {
    private final AtomicInteger forces = new AtomicInteger();

    Slow(Path path) throws IOException {
      super(path);
    }

    @Override
    void sync() {
      int force = forces.incrementAndGet();
      if (force > 5 && force <= 9 || force > 20 && force <= 24) {
        long end = System.nanoTime() + 2 * FRAGMENT.toNanos();
        for (long left = 1; left > 0; left = end - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void storage_isSlowTwice_isToldTwiceAndNothingIsMissing(Layout layout) throws Exception {
    FilmCamera camera = new FilmCamera("camera", new Film("h264", "g711a"), LENGTH);
    Path path = folder.resolve("slow.mp4");
    try (Slow file = new Slow(path)) {
      MuxerOptions options =
          MuxerOptions.builder().layout(layout).fragmentDuration(FRAGMENT).build();
      Troubled recording = Troubled.start(new Sink.Seekable(file), camera, Shape.oneFile(options));
      assertThat(recording.await()).isTrue();
      List<MediaEvent> slow = recording.events(Kind.STORAGE_SLOW);
      Trial.say(layout + " on slow storage: " + recording.statistics() + "; " + slow);
      assertThat(recording.failure()).isEmpty();
      assertThat(slow).hasSize(2);
      assertThat(slow).allMatch(event -> event.time().orElseThrow().compareTo(FRAGMENT) >= 0);
      assertThat(recording.missing()).isZero();
      assertThat(recording.statistics().longestForce()).isGreaterThanOrEqualTo(FRAGMENT);
      assertThat(recording.statistics().longestWrite()).as("writing waits").isPositive();
      assertThat(recording.statistics().queueWaits()).as("the device waits").isPositive();
    }
    Shown shown = Shown.of(Trial.boxwire(), camera.film(), List.of(path));
    assertThat(shown.video()).isEqualTo(camera.frames(Film.VIDEO));
    assertThat(shown.audio()).isEqualTo(camera.frames(Film.AUDIO));
  }
}
