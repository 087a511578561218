package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads an elementary stream ahead on a thread of its own, and cuts it into frames.
 *
 * <p>The bytes are read once, into windows; frames are slices of them. Only what is incomplete at
 * the end of a window is copied, to the beginning of the next.
 */
final class StreamReader implements AutoCloseable {
  /** Small enough to stay in a processor's cache until it is written. */
  static final int WINDOW_BYTES = 1 << 20;

  private static final int WINDOWS_AHEAD = 4;
  private static final int LARGEST_FRAME = 1 << 29;

  private final ReadableByteChannel channel;
  private final Closeable source;
  private final Assembler assembler;
  private final MediaListener listener;
  private final Window.Pool pool;
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(WINDOWS_AHEAD);
  private final Thread thread;
  private Batch current = Batch.EMPTY;
  private int next;

  /**
   * What one window gave.
   *
   * @param frames transferred frames
   * @param events what else happened to the stream
   * @param format the track's format, when it is known
   * @param failure what ended the stream before its end
   * @param last whether it is the end
   */
  private record Batch(
      List<Frame> frames,
      List<MediaEvent> events,
      Optional<TrackFormat> format,
      Optional<MediaException> failure,
      boolean last) {
    static final Batch EMPTY =
        new Batch(List.of(), List.of(), Optional.empty(), Optional.empty(), false);
  }

  /**
   * Begins to read.
   *
   * @param channel the stream
   * @param assembler cuts it
   * @param windowBytes how much is read at once
   * @param listener is told by {@link #peek} what happened to the stream
   * @param source what is closed with this reader
   */
  StreamReader(
      ReadableByteChannel channel,
      Assembler assembler,
      int windowBytes,
      MediaListener listener,
      Closeable source) {
    this.channel = channel;
    this.listener = listener;
    this.source = source;
    this.assembler = assembler;
    this.pool = new Window.Pool(windowBytes);
    this.thread = ShellThreads.daemon("boxwire-stream-reader", this::read);
    // A daemon: a read from a terminal or pipe that never comes must not keep the process.
    thread.start();
  }

  /**
   * The next frame, without taking it.
   *
   * @return the frame, or empty at the end
   * @throws MediaException what ended the stream; thrown behind the last frame
   */
  Optional<Frame> peek() throws MediaException, InterruptedException {
    while (next == current.frames.size()) {
      if (current.failure.isPresent()) {
        throw current.failure.get();
      }
      if (current.last) {
        return Optional.empty();
      }
      current = ready.take();
      next = 0;
      current.events.forEach(listener::onEvent);
    }
    return Optional.of(current.frames.get(next));
  }

  /** Takes the frame that {@link #peek} showed; it is to be released once. */
  Frame take() {
    return current.frames.get(next++);
  }

  /** The format of the track; known once {@link #peek} has returned. */
  Optional<TrackFormat> format() {
    return current.format;
  }

  private void read() {
    try {
      cut();
    } catch (InterruptedException e) {
      // The reader was closed: nobody waits for more.
      Thread.currentThread().interrupt();
    }
  }

  private void cut() throws InterruptedException {
    Window window = pool.take(0);
    while (true) {
      List<Frame> frames = new ArrayList<>();
      List<MediaEvent> events = new ArrayList<>();
      try {
        boolean last = fill(window.memory());
        ByteBuffer bytes = window.memory().flip();
        int presented = bytes.remaining();
        assemble(bytes, last, receiver(window, frames, events));
        if (last) {
          ready.put(new Batch(frames, events, assembler.format(), Optional.empty(), true));
          window.release();
          return;
        }
        Window following = pool.take(needed(bytes.remaining(), presented));
        following.memory().put(bytes);
        ready.put(new Batch(frames, events, assembler.format(), Optional.empty(), false));
        window.release();
        window = following;
      } catch (IOException e) {
        MediaException failure = Failures.io("the stream can't be read", e);
        ready.put(new Batch(frames, events, assembler.format(), Optional.of(failure), true));
        return;
      }
    }
  }

  private void assemble(ByteBuffer bytes, boolean last, Assembler.Receiver receiver)
      throws MediaException {
    if (last) {
      assembler.finish(bytes, receiver);
    } else {
      assembler.assemble(bytes, receiver);
    }
  }

  private static Assembler.Receiver receiver(
      Window window, List<Frame> frames, List<MediaEvent> events) {
    return new Assembler.Receiver() {
      @Override
      public void frame(Frame frame) {
        window.retain();
        frames.add(frame.toBuilder().transferred(window).build());
      }

      @Override
      public void event(MediaEvent event) {
        events.add(event);
      }
    };
  }

  /** How large the next window must be, so that there is room behind what is presented again. */
  private static int needed(int rest, int presented) throws MediaException {
    if (rest > LARGEST_FRAME) {
      throw MediaException.of(
          Code.LIMIT_EXCEEDED, "no frame ends within " + rest + " bytes: is it such a stream?");
    }
    return rest == presented ? 2 * rest : rest + 1;
  }

  /** Reads until the memory is full. Returns whether the stream is at its end. */
  private boolean fill(ByteBuffer memory) throws IOException {
    while (memory.hasRemaining()) {
      if (channel.read(memory) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Waits for the thread to end. Returns whether it has. */
  boolean join(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }

  @Override
  public void close() throws MediaException {
    thread.interrupt();
    for (; next < current.frames.size(); next++) {
      current.frames.get(next).release();
    }
    try {
      source.close();
    } catch (IOException e) {
      throw Failures.io("the stream can't be closed", e);
    }
  }
}
