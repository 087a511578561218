package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.Sink;
import io.boxwire.itests.crash.FaultyFile.Fault;
import io.boxwire.itests.fixtures.Waits;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every single call that a recording makes on its file fails once, in each way that calls fail: the
 * muxer says so, what is whole in the file is read, and nothing hangs or leaks.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WriteFaultIT {
  private static final int PICTURES = 60;

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();
  private final Samples samples = new Samples(film());
  private final Reader ours = new OurReader(boxwire);
  private final Tally tally = new Tally();

  /** Memory that was handed over and not yet given back. */
  private final AtomicLong held = new AtomicLong();

  private final PayloadOwner owner =
      new PayloadOwner() {
        @Override
        public void retain() {
          held.incrementAndGet();
        }

        @Override
        public void release() {
          held.decrementAndGet();
        }
      };

  private static Film film() {
    return new Film("h264", "g711a");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void anyCall_fails_isSaidAndWhatIsWholeIsRead(Layout layout) throws Exception {
    Path whole = folder.resolve("whole.mp4");
    FaultyFile untroubled = new FaultyFile(whole, Fault.FAILS, Integer.MAX_VALUE);
    assertThat(record(layout, untroubled)).isEmpty();
    int calls = untroubled.calls();
    assertThat(calls).isGreaterThan(3);
    for (Fault fault : Fault.values()) {
      for (int call = 1; call <= calls; call++) {
        fail(layout, fault, call, whole);
      }
    }
    Waits.until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(this::works));
    Trial.say(layout + ", each of " + calls + " calls failing: " + tally);
    assertThat(tally.failures()).isEmpty();
  }

  private boolean works(Thread thread) {
    return thread.getName().startsWith("boxwire") && thread.isAlive();
  }

  /** Records, and gives the first thing that went wrong. */
  private Optional<MediaException> record(Layout layout, FaultyFile file) throws Exception {
    MuxerOptions options =
        MuxerOptions.builder().layout(layout).fragmentDuration(Duration.ofMillis(200)).build();
    Optional<MediaException> first = Optional.empty();
    try (file) {
      Muxer muxer = boxwire.muxers().open(new Sink.Seekable(file), options);
      try {
        Offering offering = new Offering(film(), muxer, 0);
        while (first.isEmpty() && offering.offered(Film.VIDEO) < PICTURES) {
          first = attempt(offering);
        }
      } finally {
        try {
          muxer.close();
        } catch (MediaException e) {
          first = first.or(() -> Optional.of(e));
        }
      }
    }
    return first;
  }

  private Optional<MediaException> attempt(Offering offering) throws InterruptedException {
    held.incrementAndGet();
    try {
      offering.next(owner);
      return Optional.empty();
    } catch (MediaException e) {
      // It was not taken.
      held.decrementAndGet();
      return Optional.of(e);
    }
  }

  private void fail(Layout layout, Fault fault, int call, Path whole) throws Exception {
    String what = layout + ", call " + call + " " + fault;
    Path path = folder.resolve("faulty.mp4");
    FaultyFile file = new FaultyFile(path, fault, call);
    Optional<MediaException> said = record(layout, file);
    tally.count("recordings");
    if (!file.failed()) {
      // Forces are fewer where they lag behind.
      tally.count("calls that did not come");
    }
    if (held.get() != 0) {
      tally.failed(what + ": " + held.getAndSet(0) + " frames are still held");
    }
    if (said.isEmpty()) {
      tally.count("files whole all the same");
      if (Files.mismatch(path, whole) >= 0) {
        tally.failed(what + ": no error, and another file");
      }
    } else {
      tally.count("errors");
      judge(what, layout, path, said.get());
    }
    Files.delete(path);
  }

  private void judge(String what, Layout layout, Path path, MediaException said) throws Exception {
    boolean names =
        said.getMessage().contains(FaultyFile.SAYS)
            || said.getMessage().contains("No space left on device");
    if (said.code() != MediaException.Code.IO || !names) {
      tally.failed(what + ": says " + said);
    }
    boolean fragments = layout == Layout.HYBRID || layout == Layout.FRAGMENTED;
    Promise promise = fragments ? Promise.of(Files.readAllBytes(path)) : Promise.NOTHING;
    Reading reading = ours.read(path);
    Verdict verdict = Verdict.of(reading, samples, promise);
    if (reading.opened()) {
      tally.count("playable after an error");
    }
    if (!verdict.good()) {
      tally.failed(what + ": " + verdict.first());
    }
  }
}
