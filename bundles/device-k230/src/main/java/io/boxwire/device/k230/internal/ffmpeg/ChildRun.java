package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Source;
import io.boxwire.device.k230.internal.device.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One child from its start to its end, whose output a thread reads to a {@link Receiver}. Its
 * methods are called by one thread at a time.
 */
final class ChildRun {
  private static final Duration READER_END = Duration.ofMillis(300);

  private final Child child;
  private final DemuxerFactory demuxers;
  private final Receiver receiver;
  private final Thread reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long started = System.nanoTime();
  private Optional<End> end = Optional.empty();
  private boolean ending;
  private long first;
  private long last;
  private boolean delivering;

  /**
   * How a run ended.
   *
   * @param kind what to do about it
   * @param cause what went wrong, with all that is known
   */
  record End(Kind kind, MediaException cause) {
    /** What to do about an end. */
    enum Kind {
      /** It has delivered all there is: its status is 0. */
      FINISHED,
      /** It died, is stuck, or talks nonsense: another one may do better. */
      BROKEN,
      /** Another one would do the same. */
      REFUSED
    }
  }

  private ChildRun(Child child, DemuxerFactory demuxers, Receiver receiver) {
    this.child = child;
    this.demuxers = demuxers;
    this.receiver = receiver;
    this.reader = Threads.daemon("boxwire-ffmpeg-read " + child.pid(), this::read);
  }

  /** Begins to read a child. */
  static ChildRun of(Child child, DemuxerFactory demuxers, Receiver receiver) {
    ChildRun run = new ChildRun(child, demuxers, receiver);
    run.reader.start();
    return run;
  }

  /**
   * Waits until the child delivers.
   *
   * @param most how long at most
   * @return why it will not; empty if it does
   */
  Optional<End> awaitFirst(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos() - (System.nanoTime() - started);
      while (!delivering && end.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (delivering) {
        return Optional.empty();
      }
    } finally {
      lock.unlock();
    }
    return Optional.of(explain("ffmpeg delivered nothing for " + seconds(most)));
  }

  /**
   * Waits until the child has ended or is stuck.
   *
   * @param stall how long it may deliver nothing
   */
  End awaitEnd(Duration stall) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = stall.toNanos();
      while (end.isEmpty() && left > 0) {
        changed.awaitNanos(left);
        left = stall.toNanos() - (System.nanoTime() - last);
      }
    } finally {
      lock.unlock();
    }
    return explain("ffmpeg delivered no more for " + seconds(stall));
  }

  /**
   * Tells the end. Called with the lock free, since it waits for the child's last words.
   *
   * @param stuck what is wrong if it has not ended
   */
  private End explain(String stuck) throws InterruptedException {
    Optional<End> known;
    lock.lockInterruptibly();
    try {
      known = end;
    } finally {
      lock.unlock();
    }
    if (known.isEmpty()) {
      return broken(stuck + child.said());
    }
    if (known.get().kind() != End.Kind.FINISHED) {
      return known.get();
    }
    // The output has ended; the status says whether that is all right.
    String epitaph = child.epitaph();
    return child.succeeded()
        ? new End(End.Kind.FINISHED, MediaException.of(Code.DEVICE_FAILED, epitaph))
        : broken(epitaph);
  }

  private static End broken(String text) {
    return new End(End.Kind.BROKEN, MediaException.of(Code.DEVICE_FAILED, text));
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  /** For how long it has delivered. */
  Duration delivered() {
    lock.lock();
    try {
      return Duration.ofNanos(last - first);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the child and lets go of all that belongs to it.
   *
   * @return false if something of it would not end
   */
  boolean end() {
    lock.lock();
    try {
      ending = true;
    } finally {
      lock.unlock();
    }
    boolean ended = child.end();
    return Threads.join(reader, READER_END) && ended;
  }

  private void read() {
    try (PipeChannel channel = new PipeChannel(child.output())) {
      end(demux(channel));
      // A child that is blocked in writing hears nobody, and so could not be ended in order.
      channel.drain();
    } catch (IOException e) {
      end(broken("the output of ffmpeg can't be read: " + e.getMessage()));
    }
  }

  private End demux(PipeChannel channel) {
    DemuxerOptions options = DemuxerOptions.builder().build();
    try (Demuxer demuxer = demuxers.open(new Source.Stream(channel.movie()), options)) {
      try {
        receiver.begin(demuxer.movie());
      } catch (MediaException e) {
        // A codec plugin may be about to come back; a camera that was set up otherwise is not.
        return new End(e.code() == Code.NO_CODEC ? End.Kind.BROKEN : End.Kind.REFUSED, e);
      }
      while (read(demuxer)) {
        continue;
      }
      return new End(End.Kind.FINISHED, MediaException.of(Code.DEVICE_FAILED, "ffmpeg ended"));
    } catch (MediaException e) {
      return unreadable(e);
    } catch (RuntimeException e) {
      return new End(
          End.Kind.REFUSED,
          MediaException.of(Code.DEVICE_FAILED, "reading what ffmpeg writes failed: " + e, e));
    }
  }

  private static End unreadable(MediaException e) {
    return switch (e.code()) {
      // The child has ended in the middle: why, it says itself.
      case TRUNCATED -> new End(End.Kind.FINISHED, e);
      case SERVICE_GONE -> new End(End.Kind.BROKEN, e);
      default -> broken("what ffmpeg writes is no movie: " + e.getMessage());
    };
  }

  private boolean read(Demuxer demuxer) throws MediaException {
    Optional<Frame> frame;
    try {
      frame = demuxer.read();
    } catch (MediaException e) {
      if (e.code() != Code.CODEC_GONE) {
        throw e;
      }
      // While a codec plugin is replaced, its frames are lost, and no more than those.
      receiver.lost();
      return true;
    }
    if (frame.isEmpty() || !delivers()) {
      return false;
    }
    receiver.take(frame.get());
    return true;
  }

  /** Notes that a frame has come. */
  private boolean delivers() {
    lock.lock();
    try {
      last = System.nanoTime();
      if (!delivering) {
        delivering = true;
        first = last;
        changed.signalAll();
      }
      return !ending;
    } finally {
      lock.unlock();
    }
  }

  private void end(End how) {
    lock.lock();
    try {
      if (end.isEmpty()) {
        end = Optional.of(how);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
