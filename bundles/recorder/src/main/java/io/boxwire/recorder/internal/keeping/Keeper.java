package io.boxwire.recorder.internal.keeping;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import io.boxwire.api.Repairer;
import io.boxwire.api.Retention;
import io.boxwire.recorder.internal.naming.FileNames;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Looks after the finished files of one recording while it runs, on a thread of its own where there
 * is anything to look after: removes what its {@link Retention} does not keep, and has files
 * repaired that an earlier run left open. Safe for use by any number of threads.
 */
public final class Keeper {
  /** How often bounds are looked at that are passed without an event. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long the end of a recording waits for repairs, and then for the thread. */
  private static final Duration REPAIRS = Duration.ofSeconds(2);

  private static final Duration END = Duration.ofSeconds(1);

  private final String name;
  private final OwnFiles files;
  private final OpenFiles open;
  private final Retention retention;
  private final Cleaner cleaner;
  private final Supplier<Optional<Repairer>> repairer;
  private final MediaListener events;
  private final BiConsumer<String, Runnable> threads;

  private Optional<Thread> thread = Optional.empty();
  private boolean running;

  /** Whether the thread could not be started when it was needed. */
  private boolean overdue;

  private boolean news;
  private boolean closed;
  private volatile boolean repairs;

  /** Used by the thread alone. */
  private Optional<LeftOpen> leftOpen = Optional.empty();

  /**
   * What all recordings of a recorder have in common.
   *
   * @param open which files are being written
   * @param repairer gives who repairs files, if somebody is there
   * @param threads starts a thread of a name
   * @param clock tells the age of files
   */
  public record Surroundings(
      OpenFiles open,
      Supplier<Optional<Repairer>> repairer,
      BiConsumer<String, Runnable> threads,
      Clock clock) {}

  /**
   * What is asked for.
   *
   * @param retention which files are kept
   * @param repairs whether files are repaired that an earlier run left open
   */
  public record Wanted(Retention retention, boolean repairs) {}

  /**
   * Makes a keeper that does nothing yet.
   *
   * @param name of the recording
   * @param names of its files
   * @param wanted what is asked for
   * @param around what recordings have in common
   * @param events is told of what is done
   */
  public Keeper(
      String name, FileNames names, Wanted wanted, Surroundings around, MediaListener events) {
    this.name = name;
    this.files = new OwnFiles(names.folder(), names.own());
    this.open = around.open();
    this.retention = wanted.retention();
    this.cleaner = new Cleaner(files, open, new RetentionRule(retention), events, around.clock());
    this.repairer = around.repairer();
    this.threads = around.threads();
    this.events = events;
    this.repairs = wanted.repairs();
  }

  /**
   * Something has changed: a file has begun or ended, or a repairer has come. Returns at once; the
   * first call begins the work.
   */
  public synchronized void look() {
    news = true;
    notifyAll();
    if (!running && !closed && (retention.removes() || repairsNow().isPresent())) {
      start();
    }
  }

  /** Starts the thread; where none is to be had, the next look tries again, or the end. */
  private void start() {
    try {
      threads.accept("boxwire-keep " + name, this::run);
      running = true;
    } catch (OutOfMemoryError e) {
      // Not lost: who finds the disk full needs no thread to make room.
      running = false;
    }
    overdue = !running;
  }

  private Optional<Repairer> repairsNow() {
    return repairs ? repairer.get() : Optional.empty();
  }

  /**
   * Makes room on a disk that is full, if files may be removed. On the thread that needs it.
   *
   * @param why what writing failed with
   * @param bytes how much is needed
   * @return whether that was for want of room, and a file was removed
   */
  public boolean makeRoom(MediaException why, long bytes) {
    return retention.removes()
        && FullDisk.isReasonOf(why, files.folder())
        && cleaner.makeRoom(bytes) > 0;
  }

  /**
   * Looks for the last time, and ends the thread. Waits for that within bounds; a repair that takes
   * longer is called off, and left to the next run.
   */
  public synchronized void close() {
    if (overdue) {
      start();
    }
    closed = true;
    news = true;
    notifyAll();
    if (!awaitEnd(REPAIRS)) {
      thread.ifPresent(Thread::interrupt);
      awaitEnd(END);
    }
  }

  private boolean awaitEnd(Duration time) {
    boolean interrupted = false;
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); running && left > 0; ) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = (end - System.nanoTime()) / 1_000_000;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !running;
  }

  /** Why the thread looks. */
  private enum Reason {
    /** A file has begun or ended, or there is something to repair. */
    NEWS,
    /** Some time has passed, or there is more to repair. */
    TIME,
    /** It does not: there is nothing more to do. */
    NONE
  }

  private void run() {
    synchronized (this) {
      thread = Optional.of(Thread.currentThread());
    }
    try {
      for (Reason why = next(); why != Reason.NONE; why = next()) {
        if (retention.removes() && (why == Reason.NEWS || cleaner.due())) {
          cleaner.tidy();
        }
        Optional<Repairer> now = repairsNow();
        if (now.isPresent()) {
          repairNext(now.get());
        }
      }
    } catch (InterruptedException e) {
      // The recording has ended and waits no longer. What was not repaired is found again.
      repairs = false;
    } finally {
      synchronized (this) {
        running = false;
        thread = Optional.empty();
        notifyAll();
      }
    }
  }

  private synchronized Reason next() throws InterruptedException {
    if (!news && !closed && retention.removes() && repairsNow().isEmpty()) {
      wait(LOOK.toMillis());
      if (!news && !closed) {
        return Reason.TIME;
      }
    }
    // A folder may have very many files: it is not read anew for each that is looked at.
    Reason last = repairsNow().isPresent() ? Reason.TIME : Reason.NONE;
    Reason why = news ? Reason.NEWS : last;
    news = false;
    return why;
  }

  private void repairNext(Repairer now) throws InterruptedException {
    if (leftOpen.isEmpty()) {
      leftOpen = Optional.of(new LeftOpen(earlier(), open, events));
    }
    if (!leftOpen.get().done()) {
      leftOpen.get().repairNext(now);
    }
    if (leftOpen.get().done()) {
      repairs = false;
    }
  }

  private List<OwnFile> earlier() {
    try {
      return files.oldestFirst();
    } catch (IOException e) {
      // Nothing can be recorded to such a folder either, which is told of.
      return List.of();
    }
  }
}
