package io.boxwire.recorder.internal.configured;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A time that tests command. Work is done on the thread that asks for it, or held. */
final class FakeSchedule implements Schedule {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  /** Pauses that were asked for, but for those of looking at a run. */
  final List<Duration> pauses = new ArrayList<>();

  /** Starts that are held back. */
  final List<Runnable> held = new ArrayList<>();

  boolean holds;
  private Instant now = START;
  private final List<Timer> timers = new ArrayList<>();

  private record Timer(Instant at, Runnable work) {}

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Runnable after(Duration pause, Runnable work) {
    if (pause.compareTo(Duration.ofSeconds(1)) >= 0) {
      pauses.add(pause);
    }
    Timer timer = new Timer(now.plus(pause), work);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public void run(String name, Runnable work) {
    if (holds) {
      held.add(work);
    } else {
      work.run();
    }
  }

  /** Does the starts that were held back. */
  void letGo() {
    holds = false;
    List<Runnable> work = List.copyOf(held);
    held.clear();
    work.forEach(Runnable::run);
  }

  /** Lets time go by. */
  void pass(String time) {
    Instant end = now.plus(Duration.parse("PT" + time));
    for (Optional<Timer> next = next(end); next.isPresent(); next = next(end)) {
      timers.remove(next.get());
      now = next.get().at();
      next.get().work().run();
    }
    now = end;
  }

  private Optional<Timer> next(Instant end) {
    return timers.stream()
        .filter(timer -> !timer.at().isAfter(end))
        .min(Comparator.comparing(Timer::at));
  }

  /** How many things are to be done later. */
  int timers() {
    return timers.size();
  }
}
