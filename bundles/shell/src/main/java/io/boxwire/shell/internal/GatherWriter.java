package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Writes the payloads of frames on a thread of its own, many with one call, so that the next are
 * read meanwhile.
 */
final class GatherWriter implements AutoCloseable {
  /** Small enough to be in the processor's caches still when it is written. */
  private static final int BATCH_BYTES = 256 << 10;

  /** As many as the kernel takes at once. */
  private static final int BATCH_SLICES = 1024;

  private static final int BATCHES_AHEAD = 4;

  private static final String FAILED = "the stream can't be written";

  /** Frames for one channel. */
  private static final class Batch {
    final WritableByteChannel channel;
    final List<Frame> frames = new ArrayList<>();
    final List<ByteBuffer> slices = new ArrayList<>();
    long bytes;

    Batch(WritableByteChannel channel) {
      this.channel = channel;
    }

    void add(Frame frame) throws MediaException {
      frames.add(frame);
      bytes += frame.size();
      slices.addAll(Payloads.of(frame));
    }

    boolean full() {
      return bytes >= BATCH_BYTES || slices.size() >= BATCH_SLICES;
    }

    void write() throws IOException {
      if (channel instanceof GatheringByteChannel gathering) {
        ByteBuffer[] all = slices.toArray(new ByteBuffer[0]);
        int first = 0;
        while (first < all.length) {
          gathering.write(all, first, all.length - first);
          while (first < all.length && !all[first].hasRemaining()) {
            first++;
          }
        }
      } else {
        for (ByteBuffer slice : slices) {
          while (slice.hasRemaining()) {
            channel.write(slice);
          }
        }
      }
    }

    void release() {
      frames.forEach(Frame::release);
    }
  }

  private static final Batch END = new Batch(null);

  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final Thread thread = ShellThreads.daemon("boxwire-stream-writer", this::write);
  private volatile MediaException failure;

  GatherWriter() {
    // A daemon: a pipe that nobody reads must not keep the process.
    thread.start();
  }

  /** One stream that is written. Used by one thread. */
  final class Stream {
    private final WritableByteChannel channel;
    private Batch batch;

    Stream(WritableByteChannel channel) {
      this.channel = channel;
      this.batch = new Batch(channel);
    }

    /**
     * Writes a payload behind those before it.
     *
     * @param frame a transferred frame, released when it is written or given up
     */
    void write(Frame frame) throws MediaException, InterruptedException {
      batch.add(frame);
      if (batch.full()) {
        flush();
      }
    }

    /** Hands on what is collected. */
    void flush() throws MediaException, InterruptedException {
      if (failure != null) {
        throw failure;
      }
      queue.put(batch);
      batch = new Batch(channel);
    }
  }

  /** Begins a stream on a channel, which stays open. */
  Stream stream(WritableByteChannel channel) {
    return new Stream(channel);
  }

  /** Waits until everything handed on is written. */
  void finish() throws MediaException, InterruptedException {
    queue.put(END);
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }

  private void write() {
    try {
      for (Batch batch = queue.take(); batch != END; batch = queue.take()) {
        if (failure == null) {
          write(batch);
        }
        batch.release();
      }
    } catch (InterruptedException e) {
      // The writer was closed before it was finished: nobody waits for the rest.
      Thread.currentThread().interrupt();
    }
  }

  private void write(Batch batch) {
    try {
      batch.write();
    } catch (IOException e) {
      failure = Failures.io(FAILED, e);
    } catch (RuntimeException | Error e) {
      // Whoever hands on more is to find out, and not to wait for a thread that is gone.
      failure = MediaException.of(Code.IO, FAILED + ": " + Failures.reason(e), e);
    }
  }

  /** Ends the thread, if it has not ended by itself. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
