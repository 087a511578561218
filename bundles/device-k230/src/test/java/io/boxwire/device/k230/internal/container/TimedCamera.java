package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * The built-in device's frames at times that a test gives, in the order in which they are complete.
 * Counts how often each is released, and can stall, fail or end.
 */
final class TimedCamera implements CaptureDevice {
  /** How long a block of the built-in device's sound lasts. */
  static final long BLOCK_NANOS = 40_000_000;

  /** Where the capture clock stands at the first picture. */
  static final long CLOCK_NANOS = 3_600_000_000_000L;

  /** Where the sound begins, from the first picture on. */
  static final long SOUND_NANOS = -510_000_000;

  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger delivered = new AtomicInteger();
  final AtomicInteger released = new AtomicInteger();
  final CountDownLatch stalled = new CountDownLatch(1);
  final CountDownLatch goOn = new CountDownLatch(1);
  final CountDownLatch letGo = new CountDownLatch(1);

  /** A start code of three bytes and the header of the first slice of an IDR picture. */
  private static final int IDR_START = 0x00000165;

  private final String id;
  private final CaptureDevice frames;
  private final IntToLongFunction pictureNanos;
  private IntPredicate lost = block -> false;
  private boolean apart;
  private OptionalLong stallAt = OptionalLong.empty();
  private OptionalLong failAt = OptionalLong.empty();
  private OptionalLong endAt = OptionalLong.empty();
  private Optional<String> busy = Optional.empty();

  /**
   * Makes a camera.
   *
   * @param frames the built-in device
   * @param pictureNanos when each picture is captured, from the first one on
   */
  TimedCamera(String id, CaptureDevice frames, IntToLongFunction pictureNanos) {
    this.id = id;
    this.frames = frames;
    this.pictureNanos = pictureNanos;
  }

  /** A camera with a fixed number of pictures a second. */
  static TimedCamera at(double rate, CaptureDevice frames) {
    return new TimedCamera("timed", frames, i -> Math.round(i * 1e9 / rate));
  }

  TimedCamera losing(IntPredicate blocks) {
    lost = blocks;
    return this;
  }

  /** Delivers what precedes an IDR picture of H.264 in a frame of its own, as encoders do. */
  TimedCamera headersApart() {
    apart = true;
    return this;
  }

  TimedCamera stallingAt(long picture) {
    stallAt = OptionalLong.of(picture);
    return this;
  }

  TimedCamera failingAt(long picture) {
    failAt = OptionalLong.of(picture);
    return this;
  }

  TimedCamera endingAt(long picture) {
    endAt = OptionalLong.of(picture);
    return this;
  }

  TimedCamera busy(String why) {
    busy = Optional.of(why);
    return this;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "pictures at times of a test";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    if (busy.isPresent()) {
      throw MediaException.of(Code.DEVICE_FAILED, busy.get());
    }
    List<CaptureSession> sources = new ArrayList<>();
    if (request.videoCodec().isPresent()) {
      sources.add(frames.open(fast().video(request.videoCodec().get()).build()));
    }
    if (request.audioCodec().isPresent()) {
      sources.add(frames.open(fast().audio(request.audioCodec().get()).build()));
    }
    open.incrementAndGet();
    return new Session(sources);
  }

  private static CaptureRequest.Builder fast() {
    return CaptureRequest.builder().options(Map.of("pace", "fast"));
  }

  /** Reads a source of its own for each track. */
  private final class Session implements CaptureSession {
    private final List<CaptureSession> sources;
    private final int[] counts;
    private Optional<Frame> picture = Optional.empty();
    private volatile boolean closed;

    Session(List<CaptureSession> sources) {
      this.sources = sources;
      this.counts = new int[sources.size()];
    }

    @Override
    public List<TrackFormat> tracks() {
      return sources.stream().map(source -> source.tracks().get(0)).toList();
    }

    @Override
    public Optional<Frame> read() throws MediaException, InterruptedException {
      if (picture.isPresent()) {
        Optional<Frame> rest = picture;
        picture = Optional.empty();
        return rest.map(TimedCamera.this::counted);
      }
      int track = earliest();
      while (!video(track) && lost.test(counts[track])) {
        take(track).release();
        track = earliest();
      }
      long picture = video(track) ? counts[track] : -1;
      if (endAt.equals(OptionalLong.of(picture))) {
        return Optional.empty();
      }
      if (failAt.equals(OptionalLong.of(picture))) {
        throw MediaException.of(Code.DEVICE_FAILED, id + ": read: errno 19 (ENODEV)");
      }
      if (stallAt.equals(OptionalLong.of(picture))) {
        stalled.countDown();
        goOn.await();
        if (closed) {
          throw MediaException.of(Code.CLOSED, "closed");
        }
      }
      Frame frame = take(track);
      return Optional.of(apart && video(track) && frame.sync() ? header(frame) : counted(frame));
    }

    @Override
    public void requestSync() {
      sources.forEach(CaptureSession::requestSync);
    }

    @Override
    public void close() throws MediaException {
      closed = true;
      goOn.countDown();
      picture.ifPresent(Frame::release);
      open.decrementAndGet();
      letGo.countDown();
      for (CaptureSession source : sources) {
        source.close();
      }
    }

    /** Cuts a frame in two, of which the picture comes with the next read. */
    private Frame header(Frame whole) {
      ByteBuffer bytes = whole.payload();
      int at = 0;
      while (bytes.getInt(at) != IDR_START) {
        at++;
      }
      Frame.Builder rest = whole.toBuilder().payload(bytes.slice(at, bytes.remaining() - at));
      picture = Optional.of(rest.build());
      return counted(
          Frame.on(whole.track()).time(whole.decodeTime()).payload(bytes.slice(0, at)).build());
    }

    /** The track, from 0, whose next frame is complete first. */
    private int earliest() {
      int first = 0;
      for (int track = 1; track < counts.length; track++) {
        if (start(track, counts[track] + 1) < start(first, counts[first] + 1)) {
          first = track;
        }
      }
      return first;
    }

    private Frame take(int track) throws MediaException, InterruptedException {
      long nanos = CLOCK_NANOS + start(track, counts[track]++);
      Frame frame = sources.get(track).read().orElseThrow();
      int timescale = tracks().get(track).timescale();
      return frame.toBuilder()
          .track(track + 1)
          .time(Math.round(nanos / 1e9 * timescale))
          .duration(video(track) ? Frame.UNKNOWN_DURATION : frame.duration())
          .build();
    }

    private long start(int track, int index) {
      return video(track) ? pictureNanos.applyAsLong(index) : SOUND_NANOS + index * BLOCK_NANOS;
    }

    private boolean video(int track) {
      return tracks().get(track).mediaType() == MediaType.VIDEO;
    }
  }

  private Frame counted(Frame frame) {
    delivered.incrementAndGet();
    AtomicInteger holds = new AtomicInteger(1);
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {
            holds.incrementAndGet();
          }

          @Override
          public void release() {
            int left = holds.decrementAndGet();
            if (left < 0) {
              throw new IllegalStateException("released twice");
            }
            if (left == 0) {
              released.incrementAndGet();
              frame.release();
            }
          }
        };
    return frame.toBuilder().transferred(owner).build();
  }
}
