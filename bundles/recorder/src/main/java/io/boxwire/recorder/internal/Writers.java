package io.boxwire.recorder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that write for all recordings of a recorder: one for each processor, and one that
 * looks at the time; none while nothing is recorded. A thread for each recording would wait most of
 * its life, and a thousand that wait make every wake-up dear: since Linux 6.16 the waiting threads
 * of a process stand in a few lists, which are walked.
 *
 * <p>Who is held up in a turn, by slow storage or a codec that is away, holds up nobody else: for
 * each such thread two more begin, as long as somebody waits for a turn, and end when they are
 * idle. Where many turns are held up for a moment each, a few more begin as well.
 *
 * <p>Nothing is allocated between the beginning and the end of a recording, except for such
 * threads: where memory is short, recordings still end in order. So lists are gone through without
 * an iterator.
 */
final class Writers {
  /** A time that does not come. */
  static final long NEVER = MuxerUse.NEVER;

  /** A turn that takes longer is held up, and one that is waited for longer needs a thread. */
  private static final long HELD_UP = TimeUnit.MILLISECONDS.toNanos(50);

  /** How many threads there are at most where no turn takes long. */
  private static final int FEW = 32;

  /** How often is looked for such turns while somebody waits for one. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

  /**
   * Turns may come so much later than they are due, as a part of the wait: so some come together.
   */
  private static final long LATER = 16;

  /** How long more threads than processors wait for work before they end. */
  private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

  private final int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
  private final Threads threads;
  private final Object lock = new Object();
  private final List<Seat> seats = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();

  /** Those that wait for work; the last that came is the first to get some. */
  private final ArrayList<Worker> idle = new ArrayList<>();

  /** Who waits for a turn, first to last. */
  private Seat first;

  private Seat last;
  private Thread clock;

  /** When the clock looks next: it need not be woken for what is later. */
  private long clockLooks = NEVER;

  /** Makes writers that have no threads yet. */
  Writers(Threads threads) {
    this.threads = threads;
  }

  /**
   * Begins some work, and gives it its first turn.
   *
   * @throws OutOfMemoryError if it can't, since the system gives no more threads
   */
  void begin(Turns work) {
    synchronized (lock) {
      if (clock == null) {
        clock = threads.start("boxwire-write-clock", this::keepTime);
      }
      startWorkers();
      Seat seat = new Seat(work);
      seats.add(seat);
      seat.run();
    }
  }

  private void startWorkers() {
    try {
      while (workers.size() < processors) {
        startWorker();
      }
    } catch (OutOfMemoryError e) {
      // Fewer will do, and the clock begins others when somebody waits.
      if (workers.isEmpty()) {
        throw e;
      }
    }
  }

  private void startWorker() {
    idle.ensureCapacity(workers.size() + 1);
    Worker worker = new Worker();
    workers.add(worker);
    boolean started = false;
    try {
      worker.thread = threads.start("boxwire-write", worker);
      started = true;
    } finally {
      if (!started) {
        workers.remove(worker);
      }
    }
  }

  /** Puts somebody at the end of those who wait for a turn. */
  private void queue(Seat seat) {
    seat.waits = true;
    seat.since = System.nanoTime();
    seat.until = NEVER;
    if (first == null) {
      first = seat;
    } else {
      last.next = seat;
    }
    last = seat;
    if (!idle.isEmpty()) {
      LockSupport.unpark(idle.remove(idle.size() - 1).thread);
    } else {
      lookBefore(seat.since + LOOK);
    }
  }

  /** Has the clock look at some time, or before. */
  private void lookBefore(long time) {
    if (isBefore(time, clockLooks)) {
      clockLooks = time;
      LockSupport.unpark(clock);
    }
  }

  private static boolean isBefore(long one, long other) {
    return one != NEVER && (other == NEVER || one - other < 0);
  }

  /** Waits for somebody to give a turn to; {@code null} if the thread is to end. */
  private Seat next(Worker worker) {
    boolean waited = false;
    while (true) {
      forgetInterrupt();
      long nanos;
      synchronized (lock) {
        if (first != null) {
          idle.remove(worker);
          return begin(worker);
        }
        if (!idle.contains(worker)) {
          idle.add(worker);
        }
        boolean surplus = idle.size() > processors;
        if (seats.isEmpty() || surplus && waited) {
          idle.remove(worker);
          workers.remove(worker);
          return null;
        }
        nanos = surplus ? IDLE : NEVER;
      }
      long since = System.nanoTime();
      LockSupport.parkNanos(this, nanos);
      waited = System.nanoTime() - since >= IDLE;
    }
  }

  /** One that somebody's code left behind would end each wait at once, and close a channel. */
  private static void forgetInterrupt() {
    Thread.interrupted();
  }

  private Seat begin(Worker worker) {
    Seat seat = first;
    first = seat.next;
    seat.next = null;
    if (first == null) {
      last = null;
    }
    seat.waits = false;
    seat.runs = true;
    seat.again = false;
    worker.busy = true;
    worker.since = System.nanoTime();
    return seat;
  }

  /** A turn is over. One that was the last leaves its seat running, so that it gets no more. */
  private void over(Worker worker, Seat seat, boolean goesOn, long until) {
    synchronized (lock) {
      worker.busy = false;
      if (!goesOn) {
        seats.remove(seat);
        if (seats.isEmpty()) {
          for (int i = 0; i < idle.size(); i++) {
            LockSupport.unpark(idle.get(i).thread);
          }
          LockSupport.unpark(clock);
        }
        return;
      }
      seat.runs = false;
      if (seat.again) {
        queue(seat);
      } else if (until != NEVER) {
        seat.until = rounded(until);
        lookBefore(seat.until);
      }
    }
  }

  private static long rounded(long until) {
    long step = Long.highestOneBit(Math.max(LATER, until - System.nanoTime()) / LATER);
    return (until + step - 1) & -step;
  }

  private void keepTime() {
    while (true) {
      long next;
      synchronized (lock) {
        if (seats.isEmpty()) {
          clock = null;
          clockLooks = NEVER;
          return;
        }
        long now = System.nanoTime();
        next = queueDue(now);
        forgive(clockLooks == NEVER ? 0 : now - clockLooks);
        if (first != null) {
          help(now);
          next = isBefore(now + LOOK, next) ? now + LOOK : next;
        }
        clockLooks = next;
      }
      LockSupport.parkNanos(this, next == NEVER ? NEVER : next - System.nanoTime());
      forgetInterrupt();
    }
  }

  /** Has those go whose time has come, and says when that of the next one comes. */
  private long queueDue(long now) {
    long next = NEVER;
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      if (seat.until == NEVER) {
        continue;
      }
      if (seat.until - now <= 0) {
        queue(seat);
      } else if (isBefore(seat.until, next)) {
        next = seat.until;
      }
    }
    return next;
  }

  /**
   * By how much this comes late, everybody was late: in a collection, or on a machine that has too
   * much to do. Then more threads would make it worse.
   */
  private void forgive(long late) {
    if (late <= 0) {
      return;
    }
    for (int i = 0; i < workers.size(); i++) {
      workers.get(i).since += late;
    }
    for (Seat seat = first; seat != null; seat = seat.next) {
      seat.since += late;
    }
  }

  /** Begins threads in place of those that are held up. */
  private void help(long now) {
    int heldUp = 0;
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      heldUp += worker.busy && now - worker.since > HELD_UP ? 1 : 0;
    }
    int wanted = processors + 2 * heldUp;
    if (now - first.since > HELD_UP) {
      wanted = Math.max(wanted, Math.min(FEW, workers.size() + 1));
    }
    try {
      while (workers.size() < Math.min(wanted, seats.size())) {
        startWorker();
      }
    } catch (OutOfMemoryError e) {
      // The clock goes on, and tries again when it looks next.
      return;
    }
  }

  /** Somebody who gets turns. Under the lock, but for the work. */
  private final class Seat implements Runnable {
    private final Turns work;
    private Seat next;
    private boolean waits;
    private long since;
    private boolean runs;
    private boolean again;
    private long until = NEVER;

    Seat(Turns work) {
      this.work = work;
    }

    /** Gives a turn as soon as may be. */
    @Override
    public void run() {
      synchronized (lock) {
        if (runs) {
          again = true;
        } else if (!waits) {
          queue(this);
        }
      }
    }
  }

  /** A thread that gives turns. */
  private final class Worker implements Runnable {
    private Thread thread;
    private boolean busy;
    private long since;

    @Override
    public void run() {
      boolean goesOn;
      do {
        goesOn = give();
      } while (goesOn);
    }

    /** Gives a turn; nothing of it is left on the stack while the next one is waited for. */
    private boolean give() {
      Seat seat = next(this);
      if (seat == null) {
        return false;
      }
      boolean goesOn = false;
      long until = NEVER;
      try {
        boolean more = seat.work.turn(seat);
        until = more ? seat.work.until() : NEVER;
        goesOn = more;
      } catch (Throwable e) {
        // Also what is not declared, as plugins in other languages throw it.
        tell(e);
      } finally {
        over(this, seat, goesOn, until);
      }
      return true;
    }

    /** Tells of it as if the work had a thread of its own; this one has others to serve. */
    private void tell(Throwable failure) {
      try {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
      } catch (Throwable e) {
        // Nobody is told what a handler throws; here it would end a thread that is counted on.
        return;
      }
    }
  }
}
