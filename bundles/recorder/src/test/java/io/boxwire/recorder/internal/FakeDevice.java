package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that does what a test tells it, and counts how often each frame is released. */
final class FakeDevice implements CaptureDevice {
  static final TrackFormat VIDEO = TrackFormat.video("h264", 90_000).size(16, 16).build();
  static final TrackFormat AUDIO = TrackFormat.audio("g711u", 8000, 1).build();

  /** What a read does. */
  interface Read {
    Optional<Frame> run() throws MediaException, InterruptedException;
  }

  final List<AtomicInteger> releases = new ArrayList<>();
  final AtomicInteger delivered = new AtomicInteger();
  final AtomicInteger syncRequests = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();

  /** A read takes a permit before it does anything. */
  final Semaphore pace = new Semaphore(Integer.MAX_VALUE);

  private final LinkedBlockingDeque<Read> script = new LinkedBlockingDeque<>();
  private final String id;
  private final List<String> journal;
  private List<TrackFormat> tracks = List.of(VIDEO);
  private Optional<MediaException> closeFailure = Optional.empty();
  private boolean ignoresInterrupts;
  private boolean waits;

  FakeDevice(String id, List<String> journal) {
    this.id = id;
    this.journal = journal;
  }

  FakeDevice tracks(TrackFormat... formats) {
    tracks = List.of(formats);
    return this;
  }

  FakeDevice failingToClose(MediaException e) {
    closeFailure = Optional.of(e);
    return this;
  }

  FakeDevice ignoringInterrupts() {
    ignoresInterrupts = true;
    return this;
  }

  FakeDevice waiting() {
    waits = true;
    return this;
  }

  /** Delivers pictures like {@link #frames}, the first of each so many a sync picture. */
  FakeDevice groups(int first, int count, int group) {
    for (int i = first; i < first + count; i++) {
      frame(
          Frame.on(1)
              .time(i * 3000L)
              .duration(3000)
              .randomAccess(i % group == 0 ? RandomAccess.SYNC : RandomAccess.NONE));
    }
    return this;
  }

  /** Delivers frames on track 1, one every 3000 ticks from a number on. */
  FakeDevice frames(int first, int count) {
    for (int i = first; i < first + count; i++) {
      frame(Frame.on(1).time(i * 3000L).duration(3000));
    }
    return this;
  }

  FakeDevice frame(Frame.Builder builder) {
    AtomicInteger released = new AtomicInteger();
    releases.add(released);
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {
            throw new AssertionError("a transferred frame needs no retain");
          }

          @Override
          public void release() {
            released.incrementAndGet();
          }
        };
    Frame frame = builder.payload(ByteBuffer.wrap(new byte[] {1})).transferred(owner).build();
    return read(
        () -> {
          delivered.incrementAndGet();
          return Optional.of(frame);
        });
  }

  FakeDevice read(Read read) {
    script.add(read);
    return this;
  }

  FakeDevice end() {
    return read(Optional::empty);
  }

  FakeDevice failure(MediaException e) {
    return read(
        () -> {
          throw e;
        });
  }

  /** Delivers nothing of what was told so far. */
  void forgetScript() {
    script.clear();
    releases.subList(delivered.get(), releases.size()).clear();
  }

  /** Every frame that a read returned was released once, the others never. */
  void assertReleasedOnce() {
    for (int i = 0; i < releases.size(); i++) {
      assertThat(releases.get(i).get())
          .as("releases of frame %d", i)
          .isEqualTo(i < delivered.get() ? 1 : 0);
    }
    assertThat(open.get()).as("open sessions").isZero();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "a fake";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    open.incrementAndGet();
    return new Session();
  }

  private final class Session implements CaptureSession {
    private volatile boolean closed;

    @Override
    public List<TrackFormat> tracks() {
      return tracks;
    }

    @Override
    public Optional<Frame> read() throws MediaException, InterruptedException {
      while (true) {
        try {
          pace.acquire();
          Read next = script.take();
          if (closed) {
            throw MediaException.of(MediaException.Code.CLOSED, "closed");
          }
          return next.run();
        } catch (InterruptedException e) {
          if (!ignoresInterrupts) {
            throw e;
          }
        }
      }
    }

    @Override
    public boolean waits() {
      return waits;
    }

    @Override
    public void requestSync() {
      syncRequests.incrementAndGet();
    }

    @Override
    public long framesDropped() {
      assertThat(closed).as("asked after close").isFalse();
      return 3;
    }

    @Override
    public void close() throws MediaException {
      assertThat(closed).as("closed twice").isFalse();
      closed = true;
      journal.add("device closed");
      open.decrementAndGet();
      script.addFirst(Optional::empty);
      if (closeFailure.isPresent()) {
        throw closeFailure.get();
      }
    }
  }
}
