package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue between the thread that reads a child and the one that reads the session. When
 * it is full, frames are dropped and counted, of video all up to the next random access point: a
 * child that waited for its reader would lose frames in places where nobody counts them, or its
 * camera would hang up. No frame is released under the lock.
 */
final class FrameBuffer {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final int mostFrames;
  private final long mostBytes;
  private final Runnable overflows;
  private boolean[] video = {};
  private boolean[] broken = {};
  private long bytes;
  private long dropped;
  private boolean overflowing;
  private boolean ended;
  private boolean closed;
  private Optional<MediaException> failure = Optional.empty();

  /**
   * Makes a queue.
   *
   * @param mostFrames how many frames it takes
   * @param mostBytes how many payload bytes it takes; a frame gets in if there is room for a part
   * @param overflows runs when it begins to drop frames because it is full
   */
  FrameBuffer(int mostFrames, long mostBytes, Runnable overflows) {
    this.overflows = overflows;
    this.mostFrames = mostFrames;
    this.mostBytes = mostBytes;
  }

  /** Lets in a new sequence of frames: video only from a random access point on. */
  void begin(List<TrackFormat> tracks) {
    lock.lock();
    try {
      video = new boolean[tracks.size()];
      for (int i = 0; i < video.length; i++) {
        video[i] = tracks.get(i).mediaType() == MediaType.VIDEO;
      }
      broken = video.clone();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a frame, or drops and releases it.
   *
   * @param frame a transferred frame
   */
  void put(Frame frame) {
    boolean taken;
    boolean overflowed;
    lock.lock();
    try {
      overflowed = overflowing;
      taken = !ended && !closed && admits(frame);
      if (taken) {
        frames.add(frame);
        bytes += frame.size();
        changed.signal();
      } else {
        dropped++;
      }
      overflowed = overflowing && !overflowed;
    } finally {
      lock.unlock();
    }
    if (!taken) {
      frame.release();
    }
    if (overflowed) {
      overflows.run();
    }
  }

  private boolean admits(Frame frame) {
    int track = frame.track() - 1;
    if (broken[track] && frame.randomAccess() == RandomAccess.NONE) {
      return false;
    }
    boolean full = frames.size() >= mostFrames || bytes >= mostBytes;
    broken[track] = full && video[track];
    overflowing = full;
    return !full;
  }

  /** Counts a frame that was lost before it got here; video goes on at a random access point. */
  void lost() {
    lock.lock();
    try {
      dropped++;
      broken = Arrays.copyOf(video, video.length);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the first frame; waits while there is none.
   *
   * @return the frame, now the caller's; empty if all were taken and no more come
   * @throws MediaException why no more come, or {@code CLOSED}
   */
  Optional<Frame> take() throws MediaException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !ended && !closed) {
        changed.await();
      }
      if (closed) {
        throw MediaException.of(Code.CLOSED, "the ffmpeg device was closed");
      }
      Optional<Frame> frame = Optional.ofNullable(frames.poll());
      if (frame.isEmpty() && failure.isPresent()) {
        throw failure.get();
      }
      frame.ifPresent(taken -> bytes -= taken.size());
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** Lets no more frames in, because there are none. */
  void end() {
    end(Optional.empty());
  }

  /** Lets no more frames in, because the device has failed. */
  void fail(MediaException why) {
    end(Optional.of(why));
  }

  private void end(Optional<MediaException> why) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = why;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a {@link #take()} that waits and releases what was not taken. */
  void close() {
    List<Frame> rest;
    lock.lock();
    try {
      closed = true;
      rest = List.copyOf(frames);
      frames.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    rest.forEach(Frame::release);
  }

  /** How many frames were dropped so far. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
