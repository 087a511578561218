package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands the frames of a track to a player, on a thread of its own. A named pipe can't be opened
 * before its reader opens it, and a player of two pipes may read one for seconds before it opens
 * the other: what goes into the one must not wait for the other.
 *
 * <p>Used by one thread, beside its own.
 */
final class PlayerFeed implements AutoCloseable {
  /** What waits for the player at most; a longer frame waits alone. */
  private static final int CAPACITY = 8 << 20;

  private static final long CLOSE_MILLIS = 2_000;
  private static final long RETRY_NANOS = 1_000_000;
  private static final String STANDARD_OUTPUT = "-";

  private final Output output;
  private final BlockingQueue<Optional<Frame>> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(CAPACITY);
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final Thread thread = ShellThreads.daemon("boxwire-play", this::run);
  private volatile Optional<MediaException> failure = Optional.empty();
  private boolean opening;
  private boolean closed;

  /**
   * Starts to open an output.
   *
   * @param output where frames go; closed with this object
   */
  PlayerFeed(Output output) {
    this.output = output;
    thread.start();
  }

  /** Is done as soon as the output is open, or can't be opened. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  /** Whether it is standard output that is written to. */
  boolean isStandardOutput() {
    return output.path().toString().equals(STANDARD_OUTPUT);
  }

  /**
   * Hands a frame on; waits while too much waits for the player.
   *
   * @throws MediaException if the output does not take any more
   */
  void write(Frame frame) throws MediaException, InterruptedException {
    check();
    room.acquire(cost(frame));
    queue.add(Optional.of(frame.keep()));
  }

  /** Says that there are no more frames; the output is closed behind the last. */
  void end() {
    queue.add(Optional.empty());
  }

  /** Waits until everything is written, once the end was told. */
  void finish() throws MediaException, InterruptedException {
    thread.join();
    check();
  }

  private void check() throws MediaException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static int cost(Frame frame) {
    return Math.min(frame.size(), CAPACITY);
  }

  private void run() {
    try {
      Optional<WritableByteChannel> channel = open();
      for (Optional<Frame> f = queue.take(); f.isPresent(); f = queue.take()) {
        pass(f.get(), channel);
      }
      // A player of two pipes may wait for the end of this one.
      output.close();
    } catch (MediaException e) {
      failure = Optional.of(failure.orElse(e));
    } catch (InterruptedException e) {
      // It was closed before it was finished: nobody waits for the rest.
      Thread.currentThread().interrupt();
    } finally {
      queue.forEach(frame -> frame.ifPresent(Frame::release));
    }
  }

  private Optional<WritableByteChannel> open() {
    synchronized (this) {
      if (closed) {
        return Optional.empty();
      }
      opening = true;
    }
    try {
      return Optional.of(output.channel());
    } catch (MediaException e) {
      failure = Optional.of(e);
      return Optional.empty();
    } finally {
      synchronized (this) {
        opening = false;
      }
      opened.complete(null);
    }
  }

  /**
   * Once the output takes no more, frames are only released: their number is for others to bear.
   */
  private void pass(Frame frame, Optional<WritableByteChannel> channel) {
    try {
      if (channel.isPresent() && failure.isEmpty()) {
        for (ByteBuffer bytes : Payloads.of(frame)) {
          while (bytes.hasRemaining()) {
            channel.get().write(bytes);
          }
        }
      }
    } catch (IOException e) {
      failure = Optional.of(told(e));
    } finally {
      room.release(cost(frame));
      frame.release();
    }
  }

  private MediaException told(IOException e) {
    String name = isStandardOutput() ? "standard output" : output.path().toString();
    return "Broken pipe".equals(e.getMessage())
        ? MediaException.of(Code.IO, "the player has quit: nobody reads " + name + " any more", e)
        : Failures.io(name + " can't be written", e);
  }

  /** Ends the thread, if it has not ended by itself, and closes the output. */
  @Override
  public void close() throws MediaException {
    endOpening();
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    output.close();
  }

  /** A pipe without a reader keeps whoever opens it, and no interrupt helps: only a reader does. */
  private void endOpening() throws MediaException {
    synchronized (this) {
      closed = true;
      if (!opening || !output.isStream() || isStandardOutput()) {
        return;
      }
    }
    try {
      // For reading and writing, so that this can't be kept itself; again, as it may come too
      // early.
      while (!opened.isDone()) {
        FileChannel.open(output.path(), StandardOpenOption.READ, StandardOpenOption.WRITE).close();
        LockSupport.parkNanos(RETRY_NANOS);
      }
    } catch (IOException e) {
      throw Failures.io(output.path() + " can't be let go", e);
    }
  }
}
