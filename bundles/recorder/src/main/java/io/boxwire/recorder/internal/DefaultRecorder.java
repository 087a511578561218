package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Repairer;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.recorder.internal.keeping.Keeper;
import io.boxwire.recorder.internal.keeping.OpenFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Starts recordings with the muxers and devices present, and ends those whose parts go away. */
public final class DefaultRecorder implements Recorder {
  /** How long a recording that has to end may take to write what is queued and close its file. */
  private static final Duration END = Duration.ofSeconds(5);

  private final Supplier<? extends Collection<? extends MuxerFactory>> muxers;
  private final Supplier<? extends Collection<? extends CaptureDevice>> devices;
  private final BooleanSupplier waits;
  private final BiConsumer<RecordingStatus, MediaEvent> events;
  private final Consumer<RecordingTask> onEnd;
  private final Keeper.Surroundings keeping;
  private final Threads threads;
  private final Writers writers;
  private final Map<RecordingTask, CaptureDevice> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Makes a recorder without parts: see {@link #using}. */
  public DefaultRecorder() {
    this(List::of, List::of, () -> false, (status, event) -> {}, task -> {}, Optional::empty);
  }

  /**
   * Makes a recorder.
   *
   * @param muxers gives the muxer factories present now, best first
   * @param devices gives the devices present now, best first
   * @param waits whether a recording waits for another muxer when its own goes away
   * @param events is told of what happens to each recording, with how it stands; quickly, and on
   *     any thread, though in order for each recording
   * @param onEnd is told of each recording that has ended
   * @param repairer gives who repairs files that were left open, if somebody is there
   */
  DefaultRecorder(
      Supplier<? extends Collection<? extends MuxerFactory>> muxers,
      Supplier<? extends Collection<? extends CaptureDevice>> devices,
      BooleanSupplier waits,
      BiConsumer<RecordingStatus, MediaEvent> events,
      Consumer<RecordingTask> onEnd,
      Supplier<Optional<Repairer>> repairer) {
    this(muxers, devices, waits, events, onEnd, repairer, RecorderThreads::make);
  }

  /** Makes a recorder with threads from somewhere else. */
  DefaultRecorder(
      Supplier<? extends Collection<? extends MuxerFactory>> muxers,
      Supplier<? extends Collection<? extends CaptureDevice>> devices,
      BooleanSupplier waits,
      BiConsumer<RecordingStatus, MediaEvent> events,
      Consumer<RecordingTask> onEnd,
      Supplier<Optional<Repairer>> repairer,
      Threads threads) {
    this.muxers = muxers;
    this.devices = devices;
    this.waits = waits;
    this.events = events;
    this.onEnd = onEnd;
    this.threads = threads;
    this.writers = new Writers(threads);
    this.keeping =
        new Keeper.Surroundings(new OpenFiles(), repairer, threads::start, Clock.systemUTC());
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
    return new DefaultRecorder(
        () -> fixedMuxers,
        () -> fixedDevices,
        () -> false,
        (status, event) -> {},
        onEnd,
        Optional::empty,
        threads);
  }

  @Override
  public Recording start(RecordingRequest request) throws MediaException {
    CaptureDevice device = device(request.device());
    RecordingTask task =
        open(
            request,
            device,
            opened -> {
              Gate gate =
                  Segments.wanted(request)
                      ? new CoverGate(new Tracks(opened.session().tracks()))
                      : Gate.FREE;
              return new RecordingTask(request, opened, gate, this::ended);
            });
    running.put(task, device);
    task.begin();
    endIfGone(task, device);
    return task;
  }

  @Override
  public SteppedRecording open(RecordingRequest request) throws MediaException {
    CaptureDevice device = device(request.device());
    SteppedTask stepped =
        open(request, device, opened -> SteppedTask.of(request, opened, this::ended));
    running.put(stepped.task(), device);
    endIfGone(stepped.task(), device);
    return stepped;
  }

  /**
   * Ends the recordings that use a device, and waits a bounded time until they have let go of it.
   *
   * @param device a device that is no longer given as present
   */
  void withdrawn(CaptureDevice device) {
    end(used -> used == device, task -> task.end(gone("the capture device")));
  }

  /**
   * Has the recordings that use a muxer close their files, and waits a bounded time until they have
   * let go of it. Those that write files go on with another.
   *
   * @param muxer a muxer factory that is no longer given as present
   */
  void withdrawn(MuxerFactory muxer) {
    List<RecordingTask> going = new ArrayList<>();
    boolean nobodyWaits = !waits.getAsBoolean();
    for (RecordingTask task : running.keySet()) {
      if (nobodyWaits && task.uses(muxer)) {
        task.endNow(gone("the muxer"));
      }
      if (task.muxerGoes(muxer)) {
        going.add(task);
      }
    }
    await(going, RecordingTask::awaitMuxerGone);
  }

  /** A muxer has come: those that wait for one look. */
  void muxerCame() {
    running.keySet().forEach(RecordingTask::look);
  }

  /** A repairer has come: those that need one look. */
  void repairerCame() {
    running.keySet().forEach(RecordingTask::repairerCame);
  }

  /**
   * Has a recording wait no more for a part that is missing.
   *
   * @param request what it was started with, the very object
   */
  void hurry(RecordingRequest request) {
    running.keySet().stream().filter(task -> task.isOf(request)).forEach(RecordingTask::hurry);
  }

  /** Ends all recordings and waits a bounded time for it; no more can be started. */
  void close() {
    closed = true;
    end(device -> true, task -> task.endNow(gone("the recorder")));
  }

  /** Looks after a recording one of whose parts has gone too early to find it. */
  private void endIfGone(RecordingTask task, CaptureDevice device) {
    if (closed || devices.get().stream().noneMatch(service -> service == device)) {
      task.endNow(gone("a part of the recorder"));
    }
    task.muxer()
        .filter(used -> muxers.get().stream().noneMatch(service -> service == used))
        .ifPresent(task::muxerGoes);
  }

  private <T> T open(RecordingRequest request, CaptureDevice device, Making<T> recording)
      throws MediaException {
    MuxerFactory muxer = muxer();
    RecordingEvents told = new RecordingEvents(request.muxer().listener(), events);
    NextFile opener = new NextFile(request, told, Clock.systemDefaultZone(), keeping);
    boolean waits = opener.several() && this.waits.getAsBoolean();
    MuxerUse use = new MuxerUse(muxer, muxers, waits ? request.muxerWait() : Duration.ZERO);
    CaptureSession session = open(device, request);
    try {
      if (session.tracks().isEmpty()) {
        throw MediaException.of(
            Code.BAD_REQUEST, "the device " + request.device() + " delivers no track");
      }
      OutputFile file = opener.open(muxer, new Continuation(session.tracks(), 0));
      return recording.of(new Opened(session, use, opener, file, told, writers, threads));
    } catch (Throwable e) {
      try {
        session.close();
      } catch (MediaException | RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
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

  private void end(Predicate<CaptureDevice> which, Consumer<RecordingTask> how) {
    List<RecordingTask> ending =
        running.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    ending.forEach(how);
    await(ending, RecordingTask::settle);
  }

  /** Waits for some recordings, for a bounded time in all. */
  private static void await(List<RecordingTask> tasks, Waiting waiting) {
    long deadline = System.nanoTime() + END.toNanos();
    try {
      for (RecordingTask task : tasks) {
        waiting.await(task, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      // The recordings do what they were told all the same; only nobody waits for it.
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

  private static MediaException gone(String what) {
    return MediaException.of(Code.SERVICE_GONE, what + " was stopped");
  }

  /** Waits for a recording to do something, at most so long. */
  @FunctionalInterface
  private interface Waiting {
    void await(RecordingTask task, Duration time) throws InterruptedException;
  }

  /** Makes a recording of what is open. */
  @FunctionalInterface
  private interface Making<T> {
    T of(Opened opened) throws MediaException;
  }

  /**
   * What is open when a recording is made, and from then on the recording's.
   *
   * @param session the device
   * @param muxer which muxer is used
   * @param opener opens further files
   * @param file the first file
   * @param events tells what happens to the recording
   * @param writers give it a thread when there is something to write
   * @param threads gives those that it needs besides
   */
  record Opened(
      CaptureSession session,
      MuxerUse muxer,
      NextFile opener,
      OutputFile file,
      RecordingEvents events,
      Writers writers,
      Threads threads) {}
}
