package io.boxwire.device.k230.internal.device;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue between the threads that capture and the one that reads the session. When it is
 * full, frames are dropped and counted, of video all up to the next random access point: those
 * between could not be decoded. Whoever captures never waits, or frames would be lost in places
 * where nobody counts them. No frame is released under the lock. Safe for use by any number of
 * threads.
 */
public final class FrameQueue {
  private static final Logger LOG = LoggerFactory.getLogger(FrameQueue.class);

  /** So that frames without bytes to speak of, as of sound, don't pile up for hours. */
  private static final int MOST_FRAMES = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final String device;
  private final int mostFrames;
  private final long mostBytes;
  private boolean[] video = {};
  private boolean[] broken = {};
  private long bytes;
  private long dropped;
  private boolean overflowing;
  private boolean syncAsked;
  private boolean ended;
  private boolean closed;
  private Optional<MediaException> failure = Optional.empty();

  /**
   * Makes a queue that lets nothing in before {@link #begin}.
   *
   * @param device the {@code device.id}, for messages and the log
   * @param mostBytes how many payload bytes it takes; a frame gets in if there is room for a part
   */
  public FrameQueue(String device, long mostBytes) {
    this(device, mostBytes, MOST_FRAMES);
  }

  /**
   * Makes a queue that lets nothing in before {@link #begin}.
   *
   * @param device the {@code device.id}, for messages and the log
   * @param mostBytes how many payload bytes it takes; a frame gets in if there is room for a part
   * @param mostFrames how many frames it takes
   */
  public FrameQueue(String device, long mostBytes, int mostFrames) {
    this.device = device;
    this.mostBytes = mostBytes;
    this.mostFrames = mostFrames;
  }

  /**
   * Lets in a new sequence of frames: video only from a random access point on.
   *
   * @param tracks those of the session
   */
  public void begin(List<TrackFormat> tracks) {
    lock.lock();
    try {
      video = new boolean[tracks.size()];
      for (int i = 0; i < video.length; i++) {
        video[i] = tracks.get(i).mediaType() == MediaType.VIDEO;
      }
      breakGroups();
    } finally {
      lock.unlock();
    }
  }

  private void breakGroups() {
    broken = video.clone();
    // The sync picture that was asked for may be what was lost.
    syncAsked = false;
  }

  /**
   * Takes a frame, or drops and releases it. The log is told when dropping begins.
   *
   * @param frame a transferred frame of one of the tracks
   * @return whether it is in
   */
  public boolean put(Frame frame) {
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
      } else if (!closed) {
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
      LOG.warn("capture device {}: frames are dropped, nobody reads them in time", device);
    }
    return taken;
  }

  private boolean admits(Frame frame) {
    int track = frame.track() - 1;
    if (broken[track] && frame.randomAccess() == RandomAccess.NONE) {
      return false;
    }
    boolean full = frames.size() >= mostFrames || bytes >= mostBytes;
    broken[track] = full && video[track];
    overflowing = full;
    if (video[track]) {
      // If it is the one that was asked for and is lost too, another is asked for.
      syncAsked = false;
    }
    return !full;
  }

  /** What was lost before it got here. */
  public enum Loss {
    /** Sound, or a picture that had not been coded: what follows can be decoded without it. */
    RAW,
    /** A coded frame: video goes on at a random access point. */
    CODED
  }

  /**
   * Counts what was lost before it got here.
   *
   * @param loss what it was
   * @param count how many frames
   */
  public void lost(Loss loss, long count) {
    lock.lock();
    try {
      dropped += count;
      if (loss == Loss.CODED) {
        breakGroups();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a sync picture should be asked for now, since none but such would get in, and half of
   * the queue is free.
   *
   * @return true once for each time that one is needed
   */
  public boolean wantsSync() {
    lock.lock();
    try {
      boolean wants =
          !syncAsked && isBroken() && bytes <= mostBytes / 2 && frames.size() <= mostFrames / 2;
      syncAsked |= wants;
      return wants;
    } finally {
      lock.unlock();
    }
  }

  private boolean isBroken() {
    for (boolean each : broken) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the first frame; waits while there is none.
   *
   * @return the frame, now the caller's; empty if all were taken and no more come
   * @throws MediaException why no more come, with the code that {@link #fail} was given; {@code
   *     CLOSED} if it was closed
   * @throws InterruptedException if the thread was interrupted; nothing is lost
   */
  public Optional<Frame> take() throws MediaException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !ended && !closed) {
        changed.await();
      }
      if (closed) {
        throw MediaException.of(Code.CLOSED, "capture device " + device + " was closed");
      }
      Optional<Frame> frame = Optional.ofNullable(frames.poll());
      if (frame.isEmpty() && failure.isPresent()) {
        // One of its own for each call, with the place where it was made.
        MediaException why = failure.get();
        throw MediaException.of(why.code(), why.getMessage(), why);
      }
      frame.ifPresent(taken -> bytes -= taken.size());
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** Lets no more frames in, because there are none. */
  public void end() {
    end(Optional.empty());
  }

  /**
   * Lets no more frames in, because the device has failed. Does nothing after the first end.
   *
   * @param why what is thrown when the frames before it are taken
   */
  public void fail(MediaException why) {
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
  public void close() {
    List<Frame> rest;
    lock.lock();
    try {
      closed = true;
      rest = List.copyOf(frames);
      frames.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    rest.forEach(Frame::release);
  }

  /**
   * How many frames were dropped so far.
   *
   * @return those that {@link #put} dropped, and those that {@link #lost} counted
   */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
