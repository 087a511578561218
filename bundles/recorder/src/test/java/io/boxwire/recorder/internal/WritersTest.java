package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.fixtures.Waits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritersTest {
  private static final int PROCESSORS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** Not long enough to be taken for held up. */
  private static final Duration MOMENT = Duration.ofMillis(15);

  private final Writers writers = new Writers(RecorderThreads::make);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final List<Work> begun = new ArrayList<>();

  @AfterEach
  void endAll() throws Exception {
    begun.forEach(Work::end);
    Waits.until(() -> threads.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void begin_once_givesOneTurnUntilWoken() throws Exception {
    Work work = begin(() -> true);
    Waits.until(() -> work.turns.get() == 1);
    work.back.run();
    Waits.until(() -> work.turns.get() == 2);
  }

  @Test
  void wake_inATurn_givesAnotherAfterIt() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Work work = begin(() -> await(go));
    Waits.until(() -> work.turns.get() == 1);
    work.back.run();
    work.back.run();
    go.countDown();
    Waits.until(() -> work.turns.get() == 2);
  }

  @Test
  void until_comes_givesATurn() throws Exception {
    Work work = new Work(() -> true);
    work.pause = Duration.ofMillis(30).toNanos();
    long before = System.nanoTime();
    begin(work);
    Waits.until(() -> work.turns.get() == 4);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(3 * work.pause);
  }

  @Test
  void wake_fromManyThreads_neverTwoTurnsAtOnceAndNoneLost() throws Exception {
    int count = 50;
    int each = 2_000;
    AtomicBoolean overlapped = new AtomicBoolean();
    List<Work> works = new ArrayList<>();
    List<AtomicInteger> asked = new ArrayList<>();
    List<AtomicInteger> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AtomicInteger wanted = new AtomicInteger();
      AtomicInteger done = new AtomicInteger();
      AtomicBoolean inside = new AtomicBoolean();
      asked.add(wanted);
      seen.add(done);
      works.add(
          begin(
              () -> {
                overlapped.compareAndSet(false, !inside.compareAndSet(false, true));
                done.set(wanted.get());
                inside.set(false);
                return true;
              }));
    }
    Waits.until(() -> works.stream().allMatch(work -> work.turns.get() > 0));
    List<Thread> wakers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread waker =
          new Thread(
              () -> {
                for (int k = 0; k < each * count; k++) {
                  asked.get(k % count).incrementAndGet();
                  works.get(k % count).back.run();
                }
              });
      wakers.add(waker);
      waker.start();
    }
    for (Thread waker : wakers) {
      waker.join();
    }
    for (AtomicInteger done : seen) {
      Waits.until(() -> done.get() == 3 * each);
    }
    assertThat(overlapped).isFalse();
  }

  @Test
  void turn_heldUp_holdsUpNobodyElse() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    int count = 40;
    List<Work> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(begin(() -> await(go)));
    }
    Waits.until(() -> held.stream().allMatch(work -> work.turns.get() == 1));
    Work free = begin(() -> true);
    Waits.until(() -> free.turns.get() == 1);
    assertThat(threads.size()).isGreaterThan(count);

    go.countDown();
    Waits.until(() -> threads.stream().filter(Thread::isAlive).count() <= PROCESSORS);
    free.back.run();
    Waits.until(() -> free.turns.get() == 2);
  }

  @Test
  void turn_manyHeldUpForAMoment_getAFewMoreThreads() throws Exception {
    AtomicBoolean slow = new AtomicBoolean(true);
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Work work =
          new Work(
              () -> {
                LockSupport.parkNanos(slow.get() ? MOMENT.toNanos() : 0);
                return true;
              });
      work.pause = MOMENT.toNanos();
      works.add(begin(work));
    }
    Waits.until(() -> threads.size() >= 4 * PROCESSORS);
    slow.set(false);
    int turns = works.get(0).turns.get();
    Waits.until(() -> works.get(0).turns.get() > turns + 10);
    assertThat(threads).hasSizeLessThanOrEqualTo(works.size());
  }

  @Test
  void begin_many_needsNoMoreThreadsThanProcessors() throws Exception {
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      works.add(begin(() -> true));
    }
    Waits.until(() -> works.stream().allMatch(work -> work.turns.get() == 1));
    assertThat(threads).hasSizeLessThanOrEqualTo(PROCESSORS);
  }

  @Test
  void end_all_endsTheThreadsAndBeginsAnew() throws Exception {
    Work first = begin(() -> true);
    Waits.until(() -> first.turns.get() == 1);
    first.end();
    Waits.until(() -> threads.stream().noneMatch(Thread::isAlive));
    first.back.run();

    Work second = begin(() -> true);
    Waits.until(() -> second.turns.get() == 1);
    assertThat(first.turns).as("none after the last").hasValue(2);
  }

  @Test
  void turn_fails_endsThatWorkAlone() throws Exception {
    Work free = begin(() -> true);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Set<Throwable> told = ConcurrentHashMap.newKeySet();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, why) -> {
          told.add(why);
          throw new IllegalStateException("of who is told");
        });
    try {
      List<Work> failing = new ArrayList<>();
      for (int i = 0; i < 3 * PROCESSORS; i++) {
        failing.add(
            begin(
                () -> {
                  throw new IllegalStateException("of the work");
                }));
      }
      Waits.until(() -> told.size() == failing.size());
      int turns = free.turns.get();
      free.back.run();
      failing.forEach(work -> work.back.run());
      Waits.until(() -> free.turns.get() == turns + 1);
      assertThat(failing).allMatch(work -> work.turns.get() == 1);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void turn_throwsWhatIsNotDeclared_leavesItsThreadToTheOthers() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Set<Throwable> told = ConcurrentHashMap.newKeySet();
    Thread.setDefaultUncaughtExceptionHandler((thread, why) -> told.add(why));
    try {
      for (int i = 0; i < 3 * PROCESSORS; i++) {
        begin(() -> WritersTest.<RuntimeException>fail(new IOException("of a plugin")));
      }
      Waits.until(() -> told.size() == begun.size());
      Work free = begin(() -> true);
      Waits.until(() -> free.turns.get() == 1);
      assertThat(told).hasOnlyElementsOfType(IOException.class);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void clock_manyLooks_allocatesNothing() throws Exception {
    Work work = new Work(() -> true);
    work.pause = Duration.ofMillis(1).toNanos();
    begin(work);
    Waits.until(() -> work.turns.get() > 20);
    // That of a test before may take a moment to end.
    Waits.until(() -> clocks().size() == 1);
    Thread clock = clocks().get(0);
    long allocated = allocatedBy(clock);
    int turns = work.turns.get();
    Waits.until(() -> work.turns.get() > turns + 200);
    assertThat(allocatedBy(clock) - allocated).isZero();
  }

  private static List<Thread> clocks() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("boxwire-write-clock"))
        .toList();
  }

  @Test
  void turn_leavesAnInterrupt_isForgotten() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Work[] work = new Work[1];
    work[0] =
        new Work(
            () -> {
              interrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
              Thread.currentThread().interrupt();
              if (work[0].turns.get() % 100 != 0) {
                // The next turn follows at once, often on this thread; else it waits before.
                work[0].back.run();
              }
              return true;
            });
    begin(work[0]);
    for (int i = 1; i < 20; i++) {
      int turns = 100 * i;
      Waits.until(() -> work[0].turns.get() == turns);
      work[0].back.run();
    }
    assertThat(interrupted).isFalse();
  }

  /** Throws what the compiler does not know of, as code in other languages does. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> boolean fail(Exception why) throws E {
    throw (E) why;
  }

  private static long allocatedBy(Thread thread) throws Exception {
    Object[] id = {thread.getId()};
    String[] signature = {long.class.getName()};
    return (Long)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                "getThreadAllocatedBytes",
                id,
                signature);
  }

  private Work begin(BooleanSupplier turn) {
    return begin(new Work(turn));
  }

  private Work begin(Work work) {
    begun.add(work);
    writers.begin(work);
    return work;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Counts its turns, and does something in each. */
  private final class Work implements Turns {
    private final AtomicInteger turns = new AtomicInteger();
    private final BooleanSupplier turn;
    private volatile Runnable back;
    private volatile boolean ends;
    private volatile long pause = Writers.NEVER;

    Work(BooleanSupplier turn) {
      this.turn = turn;
    }

    void end() {
      ends = true;
      back.run();
    }

    @Override
    public boolean turn(Runnable wake) {
      back = wake;
      threads.add(Thread.currentThread());
      turns.incrementAndGet();
      return !ends && turn.getAsBoolean();
    }

    @Override
    public long until() {
      return pause == Writers.NEVER ? pause : System.nanoTime() + pause;
    }
  }
}
