package io.boxwire.itests.benchmarks.cameras;

import com.sun.management.ThreadMXBean;
import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.capture.FrameReceiver;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A camera of 30 pictures and 25 blocks of sound a second. Live, each comes at its time: by a
 * wake-up of the thread that reads it, as from a socket or a driver that is read by a thread of its
 * own, or from a loop that all cameras share. Else they come as fast as they are read, and it keeps
 * account of what the making of frames allocates, which no recorder can do without.
 */
final class Camera implements CaptureDevice {
  /** Pictures and blocks together. */
  static final int FRAMES_A_SECOND = Footage.FRAMES_A_SECOND + Footage.AUDIO_RATE / Footage.BLOCK;

  /** How it delivers. */
  enum Pace {
    /** In real time, read by a thread for each. */
    READ,
    /** In real time, all by one thread. */
    DELIVERED,
    /** The same, and does not tell where the NAL units lie. */
    UNCUT,
    /** Some hundred times as fast, which no recorder has to hold up. */
    FAST,
    /** As fast as it is read, for so many seconds of media. */
    TO_THE_END
  }

  /** How many frames a fast one delivers in a millisecond. */
  private static final int BURST = 32;

  private final String id;
  private final Footage footage;
  private final Pace pace;
  private final long phaseNanos;
  private final Account account;
  private final Supplier<CameraLoop> loop;
  private int speed = 1;

  /**
   * Makes a camera.
   *
   * @param id its name
   * @param footage what it sees
   * @param pace how it delivers
   * @param phaseNanos how much later than the others it begins
   * @param account where its frames are counted
   * @param loop delivers its frames where it is not read
   */
  Camera(
      String id,
      Footage footage,
      Pace pace,
      long phaseNanos,
      Account account,
      Supplier<CameraLoop> loop) {
    this.account = account;
    this.loop = loop;
    this.id = id;
    this.footage = footage;
    this.pace = pace;
    this.phaseNanos = phaseNanos;
  }

  /** Has its clock go so many times as fast. */
  Camera speed(int times) {
    speed = times;
    return this;
  }

  /** What the cameras of a farm have come to. */
  static final class Account {
    private final LongAdder frames = new LongAdder();
    private final LongAdder allocated = new LongAdder();
    private final LongAccumulator latest = new LongAccumulator(Math::max, 0);

    /** How many frames they delivered. */
    long frames() {
      return frames.sum();
    }

    /** What making them allocated, in bytes. */
    long allocated() {
      return allocated.sum();
    }

    /** By how much a frame was fetched too late at most since this was asked, in nanoseconds. */
    long latest() {
      return latest.getThenReset();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "a camera that sees the same again and again";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    return new Session();
  }

  private final class Session implements CaptureSession, PayloadOwner, CameraLoop.Source {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long picture;
    private long block;
    private long startNanos;
    private FrameReceiver receiver;
    private volatile long dropped;
    private volatile boolean closed;

    @Override
    public List<TrackFormat> tracks() {
      return List.of(footage.video(), footage.audio());
    }

    @Override
    public boolean waits() {
      return pace == Pace.TO_THE_END;
    }

    @Override
    public boolean deliverTo(FrameReceiver to) {
      if (pace != Pace.DELIVERED && pace != Pace.UNCUT) {
        return false;
      }
      receiver = to;
      loop.get().add(this);
      return true;
    }

    @Override
    public long deliver(long now) {
      if (startNanos == 0) {
        startNanos = now + phaseNanos;
      }
      long due = due();
      while (due - now <= 0 && !closed) {
        account.latest.accumulate(now - due);
        Frame frame = next();
        if (!receiver.take(frame)) {
          frame.release();
          dropped++;
        }
        due = due();
      }
      return closed ? 0 : due;
    }

    @Override
    public long framesDropped() {
      return dropped;
    }

    @Override
    public Optional<Frame> read() throws InterruptedException {
      if (pace == Pace.READ) {
        await();
        return closed ? Optional.empty() : Optional.of(next());
      }
      if (pace == Pace.FAST && (picture + block) % BURST == 0) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
      }
      if (closed) {
        return Optional.empty();
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      Optional<Frame> frame = Optional.of(next());
      account.allocated.add(threads.getCurrentThreadAllocatedBytes() - before);
      return frame;
    }

    private void await() throws InterruptedException {
      if (startNanos == 0) {
        startNanos = System.nanoTime() + phaseNanos;
      }
      long due = due();
      long left = due - System.nanoTime();
      while (left > 0 && !closed) {
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        left = due - System.nanoTime();
      }
      account.latest.accumulate(-left);
    }

    private boolean isPicture() {
      return picture * Footage.AUDIO_RATE <= block * Footage.BLOCK * Footage.FRAMES_A_SECOND;
    }

    /** When the next frame comes. */
    private long due() {
      long second = TimeUnit.SECONDS.toNanos(1) / speed;
      return startNanos
          + (isPicture()
              ? picture * second / Footage.FRAMES_A_SECOND
              : block * Footage.BLOCK * second / Footage.AUDIO_RATE);
    }

    private Frame next() {
      account.frames.increment();
      return isPicture() ? nextPicture() : nextBlock();
    }

    private Frame nextPicture() {
      Footage.Picture next = footage.pictures().get((int) (picture % footage.pictures().size()));
      long time = picture * (Footage.VIDEO_TIMESCALE / Footage.FRAMES_A_SECOND);
      picture++;
      Frame.Builder frame =
          Frame.on(1)
              .time(time)
              .slices(next.payload())
              .randomAccess(next.access())
              .transferred(this);
      return (pace == Pace.UNCUT ? frame : frame.units(next.units())).build();
    }

    private Frame nextBlock() {
      long time = block * Footage.BLOCK;
      block++;
      return Frame.on(2).time(time).payload(footage.block()).transferred(this).build();
    }

    @Override
    public void retain() {
      // The footage lives as long as the benchmark.
    }

    @Override
    public void release() {
      // As above.
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
