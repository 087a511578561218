package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.TrackSpan;
import io.boxwire.recorder.internal.configured.Snapshot.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One recording that a configuration asks for: run after run of the recorder, each in files of its
 * own, until it is stopped. Safe for use by any number of threads.
 *
 * <pre>
 *            all parts are there            started
 *   IDLE ------------------------> STARTING -------> RUNNING
 *    ^  ^  (when a part comes, or     |                 |
 *    |  |   it is time to try again)  | not started     | the run has ended
 *    |  +-----------------------------+                 |
 *    +--------------------------------------------------+
 * </pre>
 *
 * <p>Whatever happens goes through one mailbox, so that all fields but the latch and the snapshot
 * belong to one thread at a time. Only what may take long, the start of a run, is done elsewhere.
 */
final class ConfiguredRecording {
  /** How often a run is looked at. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** A run that has lasted so long goes well. */
  private static final Duration STEADY = Duration.ofSeconds(10);

  private final String pid;
  private final RecordingPlan plan;
  private final Surroundings around;
  private final Announcer announcer;
  private final Pauses pauses;
  private final Mailbox mailbox = new Mailbox();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Snapshot now = Snapshot.NEW;

  private boolean stopped;
  private boolean hurried;
  private boolean everBegan;

  /** Whether a part came while none was looked for, such as while a run ends. */
  private boolean partCame;

  /** What a run told before it was handed over. */
  private final List<Runnable> early = new ArrayList<>();

  private Instant runSince = Instant.MIN;

  /** How many frames the last run had captured and could not write at its end. */
  private long lostAtTheEnd;

  private Optional<RunEnd> gapSince;

  /** What the last run wrote when its process died. */
  private volatile Optional<OpenFile> cut;

  /** The first file of a run, as long as it is not noted which frames it begins with. */
  private Optional<Path> unnoted = Optional.empty();

  private Runnable cancelTimer = () -> {};

  /**
   * What configured recordings work with.
   *
   * @param engine starts runs
   * @param schedule knows the time
   * @param names says who has which name
   * @param ends remembers where runs left off
   */
  record Surroundings(Engine engine, Schedule schedule, Names names, RunEnds ends) {}

  /**
   * Makes a recording that does nothing before {@link #partsChanged} is called.
   *
   * @param pid of its configuration
   * @param plan what is asked for
   * @param around what it works with
   */
  ConfiguredRecording(String pid, RecordingPlan plan, Surroundings around) {
    this.pid = pid;
    this.plan = plan;
    this.around = around;
    this.announcer = new Announcer(plan.name(), event -> around.engine().tell(status(), event));
    this.pauses = new Pauses(plan.longestPause());
    this.gapSince = around.ends().of(pid);
    this.cut = around.ends().openFile(pid);
  }

  /** What is asked for. */
  RecordingPlan plan() {
    return plan;
  }

  /** Whether a request is that of the run there is. */
  boolean owns(RecordingRequest asked) {
    return now.request().filter(request -> request == asked).isPresent();
  }

  /** Tries to run now if it does not: a part has come, or it is there for the first time. */
  void partsChanged() {
    mailbox.post(
        () -> {
          partCame = true;
          if (now.phase() == Phase.IDLE) {
            pauses.restart();
            tryNow();
          }
        });
  }

  /** Is told of what happened to a run of this recording. */
  void told(RecordingStatus run, MediaEvent event) {
    mailbox.post(() -> take(run, event));
  }

  /** Stops it as {@link #stop}, without a wait for a part that is missing. */
  void stopNow() {
    mailbox.post(
        () -> {
          // Both before the run can end: it is not followed by another.
          stopped = true;
          hurried = true;
          now.request().ifPresent(around.engine()::hurry);
        });
    stop();
  }

  /** Stops it; it ends when its files are closed. */
  void stop() {
    mailbox.post(
        () -> {
          stopped = true;
          cancelTimer.run();
          now.run().ifPresent(Recording::stop);
          if (now.phase() == Phase.IDLE) {
            end();
          }
        });
  }

  /** Waits until it has ended. */
  boolean awaitEnd(Duration most) throws InterruptedException {
    return ended.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void tryNow() {
    if (stopped || now.phase() != Phase.IDLE) {
      return;
    }
    cancelTimer.run();
    partCame = false;
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      lack(missing.get());
      return;
    }
    RecordingRequest request = plan.request();
    now = now.starting(request);
    around.schedule().run(plan.name(), () -> start(request));
  }

  private Optional<String> missing() {
    return around
        .names()
        .claim(plan.name(), pid)
        .or(() -> around.engine().missing(plan.device(), plan.codecs()));
  }

  private void lack(String part) {
    now = now.waitingFor(part);
    announcer.waiting(part);
  }

  /** On a thread of its own: a device may take its time to open. */
  private void start(RecordingRequest request) {
    try {
      Folder.prepare(plan.folder(), plan.retention());
      Optional<RunEnd> end = endOfCutRun();
      Recording run = around.engine().start(request);
      mailbox.post(
          () -> {
            gapSince = end.or(() -> gapSince);
            started(run);
          });
    } catch (MediaException e) {
      mailbox.post(() -> notStarted(e));
    } catch (RuntimeException | Error e) {
      mailbox.post(() -> notStarted(MediaException.of(Code.IO, "starting failed: " + e, e)));
    }
  }

  /** Where a run left off whose process died; before its file is repaired, or removed. */
  private Optional<RunEnd> endOfCutRun() {
    Optional<OpenFile> open = cut;
    cut = Optional.empty();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Path file = open.get().file();
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      Optional<Demuxer> content = around.engine().read(file);
      if (content.isPresent()) {
        try (Demuxer demuxer = content.get()) {
          Optional<RunEnd> end = open.get().end(demuxer, written);
          if (end.isPresent()) {
            return end;
          }
        }
      }
      return Optional.of(RunEnd.unknown(written));
    } catch (IOException e) {
      announcer.unreadable(file, e.getMessage());
      return Optional.empty();
    }
  }

  private void started(Recording run) {
    now = now.running(run);
    runSince = around.schedule().now();
    announcer.running(everBegan ? Kind.RECORDING_RESUMED : Kind.RECORDING_STARTED);
    everBegan = true;
    if (hurried) {
      now.request().ifPresent(around.engine()::hurry);
    }
    if (stopped) {
      run.stop();
    }
    look(run);
    List<Runnable> told = List.copyOf(early);
    early.clear();
    told.forEach(Runnable::run);
  }

  private void notStarted(MediaException e) {
    early.clear();
    goIdle(now.totals(), Optional.of(e.getMessage()));
  }

  private void take(RecordingStatus run, MediaEvent event) {
    if (!owns(run.request())) {
      return;
    }
    if (now.phase() == Phase.STARTING) {
      early.add(() -> take(run, event));
    } else if (event.kind() == Kind.RECORDING_ENDED) {
      runEnded(run, event.frames().orElse(0));
    } else if (event.kind() != Kind.RECORDING_STARTED) {
      if (event.kind() == Kind.FILE_OPENED) {
        event.file().ifPresent(file -> begun(file, run.statistics().spans()));
      }
      announcer.happened(event);
    }
  }

  /** Notes which file is written: a further one begins where the one before ends. */
  private void begun(Path file, List<TrackSpan> spans) {
    Optional<OpenFile> open = OpenFile.of(file, spans, TrackSpan::ended);
    open.ifPresent(known -> around.ends().put(pid, known));
    unnoted = open.isPresent() ? Optional.empty() : Optional.of(file);
  }

  private void noteFirst(RecordingStatistics run) {
    unnoted
        .flatMap(file -> OpenFile.of(file, run.spans(), TrackSpan::began))
        .ifPresent(
            known -> {
              around.ends().put(pid, known);
              unnoted = Optional.empty();
            });
  }

  private void runEnded(RecordingStatus run, long lost) {
    Instant at = around.schedule().now();
    pauses.wentWell(Duration.between(runSince, at));
    reportGap(run.statistics());
    lostAtTheEnd = lost;
    Optional<RunEnd> end = RunEnd.of(run.statistics(), at, lost);
    unnoted = Optional.empty();
    if (end.isPresent()) {
      gapSince = end;
      around.ends().put(pid, end.get());
    }
    goIdle(now.totals().and(run.statistics(), run.files()), run.failure());
  }

  private void goIdle(Totals totals, Optional<String> failure) {
    String why = failure.orElse("the device " + plan.device() + " has come to its end");
    now = now.idle(totals, stopped ? failure : Optional.of(why));
    cancelTimer.run();
    if (stopped) {
      end();
      return;
    }
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      lack(missing.get());
    } else if (partCame) {
      tryNow();
    } else {
      announcer.failing(why);
      later(pauses.next(), this::tryNow);
    }
  }

  /** Looks at a run until it has shown that it goes well, and what was missing before it. */
  private void look(Recording run) {
    if (now.run().filter(one -> one == run).isEmpty()) {
      return;
    }
    noteFirst(run.statistics());
    if (run.statistics().spans().stream().allMatch(span -> span.frames() > 0)) {
      reportGap(run.statistics());
    }
    if (Duration.between(runSince, around.schedule().now()).compareTo(STEADY) < 0) {
      later(LOOK, () -> look(run));
    } else {
      announcer.steady();
      if (gapSince.isPresent()) {
        later(LOOK, () -> look(run));
      }
    }
  }

  private void reportGap(RecordingStatistics run) {
    if (gapSince.isPresent() && run.began().isPresent()) {
      MediaEvent gap = gapSince.get().gap(run, around.schedule().now());
      gapSince = Optional.empty();
      announcer.happened(gap);
    }
  }

  private void later(Duration pause, Runnable work) {
    cancelTimer = around.schedule().after(pause, () -> mailbox.post(work));
  }

  private void end() {
    if (ended.getCount() > 0) {
      around.names().release(plan.name(), pid);
      announcer.ended(now.totals().statistics().toString(), lostAtTheEnd);
      ended.countDown();
    }
  }

  /** How it stands. */
  RecordingStatus status() {
    Snapshot current = now;
    Optional<RecordingStatus> run =
        current.request().flatMap(request -> around.engine().running(request));
    // A run that has ended is asked itself until it is told of: figures never go back.
    Totals totals =
        current
            .run()
            .map(r -> current.totals().and(r.statistics(), r.files()))
            .or(() -> run.map(r -> current.totals().and(r.statistics(), r.files())))
            .orElse(current.totals());
    return RecordingStatus.of(
            listedAs(),
            RecordingStatus.Origin.CONFIGURATION,
            current.request().orElseGet(plan::request),
            run.map(RecordingStatus::state).orElse(current.state()))
        .waitsFor(run.flatMap(RecordingStatus::waitsFor).or(current::waitsFor))
        .failure(current.failure())
        .statistics(totals.statistics())
        .files(totals.files())
        .build();
  }

  /** Names are unlike each other: one that wants a name that is taken is called by its PID. */
  private String listedAs() {
    return around.names().isOfAnother(plan.name(), pid) ? pid : plan.name();
  }
}
