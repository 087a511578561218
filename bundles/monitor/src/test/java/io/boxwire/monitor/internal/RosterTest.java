package io.boxwire.monitor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatus;
import io.boxwire.itests.fixtures.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RosterTest {
  private final List<RecordingStatus> recordings = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Roster.Entry> entries = new ArrayList<>();
  private final AtomicInteger updates = new AtomicInteger();
  private final Roster roster =
      new Roster(
          () -> {
            if (updates.incrementAndGet() == 1 && recordings.isEmpty()) {
              throw new IllegalStateException("not yet");
            }
            return List.copyOf(recordings);
          },
          new Roster.Guest() {
            @Override
            public void came(Roster.Entry recording) {
              told.add("+" + recording.name());
              entries.add(recording);
            }

            @Override
            public void left(Roster.Entry recording) {
              told.add("-" + recording.name());
            }
          });

  @Test
  void update_tellsWhatCameAndLeft() {
    recordings.add(Statuses.of("one"));
    recordings.add(Statuses.of("two"));
    roster.update();
    roster.update();
    recordings.remove(0);
    recordings.add(Statuses.of("three"));
    roster.update();
    assertThat(told).containsExactly("+one", "+two", "-one", "+three");
  }

  @Test
  void update_entryHasTheLatestFigures() {
    recordings.add(Statuses.of("one", State.RUNNING, 1));
    roster.update();
    recordings.set(0, Statuses.of("one", State.RUNNING, 2));
    roster.update();
    assertThat(told).containsExactly("+one");
    assertThat(entries.get(0).status().statistics().videoFrames()).isEqualTo(2);
  }

  @Test
  void update_twoOfOneName_theFirstCounts() {
    recordings.add(Statuses.of("one", State.RUNNING, 1));
    recordings.add(Statuses.of("one", State.RUNNING, 2));
    roster.update();
    assertThat(told).containsExactly("+one");
    assertThat(entries.get(0).status().statistics().videoFrames()).isEqualTo(1);
    recordings.remove(0);
    roster.update();
    assertThat(told).containsExactly("+one");
    assertThat(entries.get(0).status().statistics().videoFrames()).isEqualTo(2);
  }

  @Test
  void clear_allHaveLeft() {
    recordings.add(Statuses.of("one"));
    roster.update();
    roster.clear();
    assertThat(told).containsExactly("+one", "-one");
  }

  @Test
  void thread_updatesFromTimeToTime_alsoAfterAFailure() {
    RosterThread thread = new RosterThread("test", roster, Duration.ofMillis(1));
    Waits.until(() -> updates.get() > 3);
    recordings.add(Statuses.of("one"));
    Waits.until(() -> told.contains("+one"));
    thread.close();
    assertThat(told).containsExactly("+one", "-one");
  }

  @Test
  void thread_woken_updatesAtOnce() {
    recordings.add(Statuses.of("one"));
    RosterThread thread = new RosterThread("test", roster, Duration.ofHours(1));
    Waits.until(() -> told.contains("+one"));
    recordings.clear();
    thread.wake();
    Waits.until(() -> told.contains("-one"));
    thread.close();
    int before = updates.get();
    thread.wake();
    assertThat(updates).hasValue(before);
  }

  @Test
  void thread_closed_hasEndedAndHeldNoClassLoader() {
    RosterThread thread = new RosterThread("boxwire-monitor-test", roster, Duration.ofHours(1));
    Waits.until(() -> updates.get() == 1);
    Thread running = named("boxwire-monitor-test").get(0);
    assertThat(running.getContextClassLoader()).isNull();
    assertThat(running.isDaemon()).isTrue();
    thread.close();
    Waits.until(() -> !running.isAlive());
  }

  private static List<Thread> named(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }
}
