package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureSession;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Starts recordings with the muxers and devices present, and ends those whose parts go away. */
public final class DefaultRecorder implements Recorder {
  /** How long a recording that has to end may take to write what is queued and close its file. */
  private static final Duration END = Duration.ofSeconds(5);

  private final Supplier<? extends Collection<? extends MuxerFactory>> muxers;
  private final Supplier<? extends Collection<? extends CaptureDevice>> devices;
  private final BiConsumer<RecordingStatus, MediaEvent> events;
  private final Consumer<RecordingTask> onEnd;
  private final Map<RecordingTask, Parts> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Makes a recorder without parts: see {@link #using}. */
  public DefaultRecorder() {
    this(List::of, List::of, (status, event) -> {}, task -> {});
  }

  /**
   * Makes a recorder.
   *
   * @param muxers gives the muxer factories present now, best first
   * @param devices gives the devices present now, best first
   * @param events is told of what happens to each recording, with how it stands; quickly, and on
   *     any thread, though in order for each recording
   * @param onEnd is told of each recording that has ended
   */
  DefaultRecorder(
      Supplier<? extends Collection<? extends MuxerFactory>> muxers,
      Supplier<? extends Collection<? extends CaptureDevice>> devices,
      BiConsumer<RecordingStatus, MediaEvent> events,
      Consumer<RecordingTask> onEnd) {
    this.muxers = muxers;
    this.devices = devices;
    this.events = events;
    this.onEnd = onEnd;
  }

  @Override
  public List<RecordingStatus> recordings() {
    return running.keySet().stream()
        .map(RecordingTask::status)
        .sorted(Comparator.comparing(RecordingStatus::name))
        .toList();
  }

  @Override
  public Recorder using(
      MuxerFactory muxerFactory, Collection<? extends CaptureDevice> captureDevices) {
    List<MuxerFactory> fixedMuxers = List.of(muxerFactory);
    List<CaptureDevice> fixedDevices = List.copyOf(captureDevices);
    return new DefaultRecorder(() -> fixedMuxers, () -> fixedDevices, (status, event) -> {}, onEnd);
  }

  @Override
  public Recording start(RecordingRequest request) throws MediaException {
    Parts parts = new Parts(muxer(), device(request.device()));
    RecordingTask task =
        open(request, parts, opened -> new RecordingTask(request, opened, Gate.FREE, this::ended));
    running.put(task, parts);
    task.begin();
    endIfGone(task, parts);
    return task;
  }

  @Override
  public SteppedRecording open(RecordingRequest request) throws MediaException {
    Parts parts = new Parts(muxer(), device(request.device()));
    SteppedTask stepped =
        open(request, parts, opened -> SteppedTask.of(request, opened, this::ended));
    running.put(stepped.task(), parts);
    endIfGone(stepped.task(), parts);
    return stepped;
  }

  /**
   * Ends the recordings that use a service, and waits a bounded time until they have let go of it.
   *
   * @param service a muxer factory or device that is no longer given as present
   */
  void withdrawn(Object service) {
    String what = service instanceof CaptureDevice ? "the capture device" : "the muxer";
    end(parts -> parts.muxer() == service || parts.device() == service, what);
  }

  /** Ends all recordings and waits a bounded time for it; no more can be started. */
  void close() {
    closed = true;
    end(parts -> true, "the recorder");
  }

  /** Ends a recording one of whose parts has gone since it was looked up, too early to find it. */
  private void endIfGone(RecordingTask task, Parts parts) {
    if (closed || !present(parts)) {
      task.end(gone("a part of the recorder"));
    }
  }

  private <T> T open(RecordingRequest request, Parts parts, Function<Opened, T> recording)
      throws MediaException {
    CaptureSession session = open(parts.device(), request);
    try {
      if (session.tracks().isEmpty()) {
        throw MediaException.of(
            Code.BAD_REQUEST, "the device " + request.device() + " delivers no track");
      }
      RecordingEvents told = new RecordingEvents(request.muxer().listener(), events);
      OutputFile file =
          OutputFile.create(
              parts.muxer(), request.sink(), options(request, told), session.tracks());
      return recording.apply(new Opened(session, file, told));
    } catch (MediaException | RuntimeException e) {
      try {
        session.close();
      } catch (MediaException | RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** What is counted from a given time keeps that as its beginning in the file. */
  private static MuxerOptions options(RecordingRequest request, RecordingEvents told) {
    MuxerOptions.Builder options = request.muxer().toBuilder().listener(told);
    if (request.zero().isPresent()) {
      options.origin(MuxerOptions.Origin.ZERO);
    }
    return options.build();
  }

  private static CaptureSession open(CaptureDevice device, RecordingRequest request)
      throws MediaException {
    try {
      return device.open(request.capture());
    } catch (RuntimeException e) {
      throw MediaException.of(
          Code.DEVICE_FAILED, "the device " + request.device() + " failed: " + e, e);
    }
  }

  private void ended(RecordingTask task) {
    running.remove(task);
    onEnd.accept(task);
  }

  private void end(Predicate<Parts> which, String what) {
    List<RecordingTask> ending =
        running.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    ending.forEach(task -> task.end(gone(what)));
    long deadline = System.nanoTime() + END.toNanos();
    try {
      for (RecordingTask task : ending) {
        task.settle(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      // The recordings end all the same; only nobody waits for it.
      Thread.currentThread().interrupt();
    }
  }

  private MuxerFactory muxer() throws MediaException {
    if (closed) {
      throw gone("the recorder");
    }
    return muxers.get().stream()
        .findFirst()
        .orElseThrow(() -> MediaException.of(Code.SERVICE_GONE, "no muxer is present"));
  }

  private CaptureDevice device(String id) throws MediaException {
    Collection<? extends CaptureDevice> present = devices.get();
    for (CaptureDevice device : present) {
      if (device.id().equals(id)) {
        return device;
      }
    }
    String ids = present.stream().map(CaptureDevice::id).sorted().collect(Collectors.joining(", "));
    throw MediaException.of(
        Code.BAD_REQUEST,
        "no capture device " + id + " is present, " + (ids.isEmpty() ? "nor any" : "only " + ids));
  }

  private boolean present(Parts parts) {
    return muxers.get().stream().anyMatch(service -> service == parts.muxer())
        && devices.get().stream().anyMatch(service -> service == parts.device());
  }

  private static MediaException gone(String what) {
    return MediaException.of(Code.SERVICE_GONE, what + " was stopped");
  }

  /**
   * What is open when a recording is made.
   *
   * @param session the device, from then on the recording's
   * @param file the new file, from then on the recording's
   * @param events tells what happens to the recording
   */
  record Opened(CaptureSession session, OutputFile file, RecordingEvents events) {}

  /** The services that a recording uses. */
  private record Parts(MuxerFactory muxer, CaptureDevice device) {}
}
