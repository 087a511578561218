package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.fixtures.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a file is forced, by whom, and what storage does to writers that is slow or fails. */
@Timeout(60)
class ForcingTest {
  private static final Duration SHORT = Duration.ofMillis(40);

  /** Storage that takes a permit for each force. */
  private static final class Gated extends TestFile {
    final Semaphore permits = new Semaphore(0);

    @Override
    void storage() {
      permits.acquireUninterruptibly();
    }
  }

  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  private final Gated gated = new Gated();
  private Thread writer;

  @AfterEach
  void letGo() throws Exception {
    gated.permits.release(1_000_000);
    if (writer != null) {
      writer.interrupt();
      writer.join();
    }
  }

  private Muxer open(TestFile file, MuxerOptions.Builder options) throws Exception {
    return new Mp4MuxerFactory()
        .using(FakeCodec.both())
        .open(new Sink.Seekable(file), options.listener(events::add).build());
  }

  /** Writes one second: with the second picture of the next one a fragment is written. */
  private static void second(Muxer muxer, int number) throws Exception {
    for (int i = 25 * number; i < 25 * (number + 1); i++) {
      muxer.write(Rig.numberedPicture(1, i, 100).build());
    }
  }

  private static int fragments(TestFile file) throws Exception {
    return ReadBack.of(file.content()).moofs.size();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void force_anyLayout_isNeverDoneByAThreadOfTheCaller(Layout layout) throws Exception {
    TestFile file = new TestFile();
    Muxer muxer = open(file, MuxerOptions.builder().layout(layout));
    muxer.addTrack(Rig.video());
    for (int i = 0; i < 6; i++) {
      second(muxer, i);
    }
    muxer.close();
    assertThat(file.forces).isNotEmpty();
    assertThat(file.forces).noneMatch(force -> force.by() == Thread.currentThread());
    assertThat(file.forces).allMatch(force -> force.by().getName().equals("boxwire-forcer"));
    assertThat(file.forces.get(file.forces.size() - 1).size()).isEqualTo(file.size());
    Thread forcer = file.forces.get(0).by();
    Waits.until(() -> !forcer.isAlive());
  }

  @Test
  void write_storageForcesNothing_goesOnForFourFragmentsAndThenWaits() throws Exception {
    Muxer muxer = open(gated, MuxerOptions.builder());
    muxer.addTrack(Rig.video());
    writer = start(muxer, 20);
    Waits.until(this::writerWaits);
    assertThat(fragments(gated)).isEqualTo(Forcer.MOST_UNFORCED);
    gated.permits.release();
    Waits.until(() -> fragments(gated) > Forcer.MOST_UNFORCED);
    gated.permits.release(1_000_000);
    writer.join();
    muxer.close();
    assertThat(ReadBack.of(gated.content()).track(1).samples).hasSize(20 * 25);
  }

  private boolean writerWaits() throws Exception {
    Thread.State state = writer.getState();
    boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    return waits && fragments(gated) >= Forcer.MOST_UNFORCED;
  }

  private static Thread start(Muxer muxer, int seconds) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < seconds; i++) {
                  second(muxer, i);
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void write_storageSlowerThanFragments_isReportedOnceAnEpisode() throws Exception {
    Muxer muxer = open(gated, MuxerOptions.builder().fragmentDuration(SHORT));
    muxer.addTrack(Rig.video());
    writer = start(muxer, 8);
    Waits.until(() -> !events.isEmpty());
    assertThat(writer.isAlive()).isTrue();
    long seen = System.nanoTime();
    Waits.until(() -> System.nanoTime() - seen > 3 * SHORT.toNanos());
    assertThat(events).hasSize(1);
    MediaEvent event = events.get(0);
    assertThat(event.kind()).isEqualTo(MediaEvent.Kind.STORAGE_SLOW);
    assertThat(event.time().orElseThrow()).isGreaterThanOrEqualTo(SHORT);
    gated.permits.release(1_000_000);
    writer.join();
    muxer.close();
    assertThat(muxer.statistics().longestForce()).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void write_interruptedWhileStorageIsBusy_takesTheFrameAndTellsTheNextCall() throws Exception {
    Muxer muxer = open(gated, MuxerOptions.builder());
    muxer.addTrack(Rig.video());
    AtomicInteger interrupts = new AtomicInteger();
    writer = new Thread(() -> persist(muxer, 6 * 25, interrupts));
    writer.start();
    Waits.until(this::writerWaits);
    writer.interrupt();
    gated.permits.release(1_000_000);
    writer.join();
    muxer.close();
    assertThat(interrupts).hasValue(1);
    assertThat(ReadBack.of(gated.content()).track(1).samples).hasSize(6 * 25);
  }

  /** Writes each frame again that was not taken. */
  private static void persist(Muxer muxer, int frames, AtomicInteger interrupts) {
    int i = 0;
    while (i < frames) {
      try {
        muxer.write(Rig.numberedPicture(1, i, 100).build());
        i++;
      } catch (InterruptedException e) {
        interrupts.incrementAndGet();
      } catch (MediaException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void force_fails_endsTheFileWithWhatIsThere(int failing) throws Exception {
    for (Layout layout : List.of(Layout.HYBRID, Layout.FRAGMENTED)) {
      TestFile file =
          new TestFile() {
            @Override
            void storage() throws IOException {
              // Storage that has lost what it was to keep says so once.
              if (forces.size() == failing) {
                throw new IOException("the card is worn out");
              }
            }
          };
      Muxer muxer = open(file, MuxerOptions.builder().layout(layout));
      muxer.addTrack(Rig.video());
      MediaException refused =
          catchThrowableOfType(
              MediaException.class,
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  second(muxer, i);
                }
              });
      assertThat(refused.code()).isEqualTo(MediaException.Code.IO);
      assertThat(refused).hasMessageContaining("the card is worn out");
      MediaException closing = catchThrowableOfType(MediaException.class, muxer::close);
      assertThat(closing.code()).isEqualTo(MediaException.Code.IO);
      ReadBack read = ReadBack.of(file.content());
      assertThat(read.topTypes()).startsWith("ftyp").contains("moof");
      assertThat(read.top.get(read.top.size() - 1).type()).hasToString("mdat");
      assertThat(muxer.statistics().forces()).isEqualTo(failing - 1);
    }
  }

  @Test
  void close_lastForceFails_saysSo() throws Exception {
    TestFile file =
        new TestFile() {
          @Override
          void storage() throws IOException {
            throw new IOException("the card is worn out");
          }
        };
    Muxer muxer = open(file, MuxerOptions.of(Layout.HYBRID).toBuilder());
    muxer.addTrack(Rig.video());
    muxer.write(Rig.numberedPicture(1, 0, 100).build());
    MediaException closing = catchThrowableOfType(MediaException.class, muxer::close);
    assertThat(closing).hasMessageContaining("the card is worn out");
    assertThat(ReadBack.of(file.content()).topTypes())
        .as("not switched to a form that claims all")
        .containsExactly("ftyp", "free", "moov", "moof", "mdat");
  }

  @Test
  void statistics_forced_tellHowFarHowOftenAndHowLong() throws Exception {
    TestFile file = new TestFile();
    Muxer muxer = open(file, MuxerOptions.builder());
    muxer.addTrack(Rig.video());
    assertThat(muxer.statistics().durableBytes()).isZero();
    second(muxer, 0);
    second(muxer, 1);
    Waits.until(() -> muxer.statistics().forces() == 1);
    assertThat(muxer.statistics().durableBytes()).isEqualTo(file.size());
    assertThat(muxer.statistics().longestForce()).isPositive();
    muxer.close();
    assertThat(muxer.statistics().forces()).isEqualTo(file.forces.size());
    assertThat(muxer.statistics().durableBytes()).isEqualTo(file.size());
  }

  @Test
  void never_growing_forcesNothingBeforeTheEnd() throws Exception {
    TestFile file = new TestFile();
    Muxer muxer = open(file, MuxerOptions.builder().durability(Durability.never()));
    muxer.addTrack(Rig.video());
    for (int i = 0; i < 10; i++) {
      second(muxer, i);
    }
    assertThat(file.forces).isEmpty();
    muxer.close();
    assertThat(file.forces).hasSize(2);
  }

  @Test
  void every_sourceThatStalls_hasItsLastFragmentForcedInTime() throws Exception {
    TestFile file = new TestFile();
    // Long enough for nine fragments to be written within four of it, on a busy machine as well.
    Durability policy = Durability.every(Duration.ofSeconds(1));
    Muxer muxer = open(file, MuxerOptions.builder().durability(policy));
    muxer.addTrack(Rig.video());
    for (int i = 0; i < 10; i++) {
      second(muxer, i);
    }
    long whole = file.size();
    Waits.until(() -> muxer.statistics().durableBytes() == whole);
    assertThat(file.forces.size()).as("nine fragments, written at once").isLessThan(5);
    muxer.close();
  }
}
