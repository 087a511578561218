package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.TrackFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The public face of one file being written: its state, its tracks, and who gets which exception.
 *
 * <p>Locks are taken in this order: the one that ends the muxer, a track's, the pump's. No lock is
 * held during input or output but that of the track whose thread does it.
 */
final class Mp4Muxer implements Muxer, TrackWriter.Host {
  private static final int GATE_FACTOR = 4;

  /** How far a track may run ahead in a file without fragments, to make chunks of fair size. */
  private static final long GRAIN_NANOS = 250_000_000L;

  private final MuxerOptions options;
  private final PluginRegistry plugins;
  private final Events events;
  private final Output output;
  private final Forcer forcer;
  private final Pump pump;
  private final Arena arena;
  private final Progress progress = new Progress();
  private final List<Track> tracks = new CopyOnWriteArrayList<>();
  private final List<TrackWriter> writers = new CopyOnWriteArrayList<>();
  private final Consumer<Mp4Muxer> whenEnded;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final ReentrantLock endLock = new ReentrantLock();

  private volatile boolean writing;
  private volatile MediaException ended;
  private volatile boolean hurried;

  /** By track; of a file that has ended. */
  private volatile Map<Integer, Long> framesUnwritten = Map.of();

  /** The file is to stay as it was. */
  private volatile boolean abandoned;

  private boolean finished;
  private MediaException outcome;
  private volatile MediaException lost;
  private volatile Future<?> gateEnd = CompletableFuture.completedFuture(null);

  /**
   * Opens a muxer.
   *
   * @param options with a layout that the output can take
   * @param output where the bytes go; closed at the end
   * @param plugins the codec plugins
   * @param blocks memory for payloads that have to be kept
   * @param events is told what happens
   * @param whenEnded is told once when the file is finished
   */
  Mp4Muxer(
      MuxerOptions options,
      Output output,
      PluginRegistry plugins,
      BlockPool blocks,
      Events events,
      Consumer<Mp4Muxer> whenEnded)
      throws MediaException {
    this.options = options;
    this.output = output;
    this.plugins = plugins;
    this.events = events;
    this.whenEnded = whenEnded;
    this.arena = new Arena(blocks);
    this.forcer = new Forcer(output, options, events, plugins::onClock, plugins::onStorage);
    MovieSetup setup =
        new MovieSetup(options, output, forcer, this::tracksInFile, progress, events);
    boolean fragments = fragments(options.layout());
    this.pump =
        new Pump(
            new Interleaver(
                fragments ? 0 : GRAIN_NANOS,
                Ticks.nanos(options.interleaveWindow()),
                options.interleaveBytes()),
            new StartGate(
                tracks,
                fragments ? Ticks.nanos(options.configurationWait()) : 0,
                GATE_FACTOR * options.interleaveBytes(),
                this::whenGateEnds),
            layout(setup),
            events,
            options.interleaveBytes(),
            output.name());
  }

  static boolean fragments(Layout layout) {
    return layout == Layout.FRAGMENTED || layout == Layout.HYBRID;
  }

  private static FileLayout layout(MovieSetup setup) throws MediaException {
    if (setup.output() instanceof InPlaceOutput place) {
      return setup.options().layout() == Layout.HYBRID
          ? InPlaceHybrid.of(setup, place)
          : new InPlaceFragmented(setup, place);
    }
    return switch (setup.options().layout()) {
      case PROGRESSIVE -> new ProgressiveLayout(setup);
      case FAST_START -> new FastStartLayout(setup);
      case FRAGMENTED -> new FragmentedLayout(setup);
      case HYBRID -> new HybridLayout(setup);
    };
  }

  /** Sees to it that the moov waits no longer than it may even if nobody writes any more. */
  private void whenGateEnds(long nanos) {
    gateEnd =
        plugins.onClock(
            () -> {
              pump.wake();
              events.tell();
            },
            nanos);
  }

  private List<Track> tracksInFile() {
    return tracks.stream().filter(t -> t.started() && !t.leftOut()).toList();
  }

  @Override
  public int addTrack(TrackFormat format) throws MediaException {
    TrackFormats.check(format, options.audioSamples());
    try {
      return declare(format);
    } finally {
      events.tell();
    }
  }

  private int declare(TrackFormat format) throws MediaException {
    synchronized (tracks) {
      checkOpen();
      if (writing) {
        throw MediaException.of(
            Code.BAD_STATE, "tracks are declared before the first frame is written");
      }
      Track track = new Track(trackId(tracks.size() + 1, format), format);
      TrackWriter writer = new TrackWriter(track, options, plugins, arena, pump, this, events);
      pump.addTrack(track);
      tracks.add(track);
      writers.add(writer);
      return tracks.size();
    }
  }

  /** Finishing a file where it is, tracks have the IDs they have there. */
  private int trackId(int number, TrackFormat format) throws MediaException {
    if (!(output instanceof InPlaceOutput place)) {
      return number;
    }
    if (format.codec().isPresent()) {
      throw MediaException.of(Code.BAD_REQUEST, "a track finished in place is a copied one");
    }
    return place
        .file()
        .trackId(number)
        .orElseThrow(() -> MediaException.of(Code.BAD_REQUEST, "the file has fewer tracks"));
  }

  @Override
  public void write(Frame frame) throws MediaException, InterruptedException {
    FrameClaim claim = FrameClaim.during(frame);
    boolean taken = false;
    try {
      writer(frame.track()).write(frame, claim);
      taken = true;
    } catch (MediaException e) {
      if (e.code() == Code.BAD_FRAME || e.code() == Code.CONFIGURATION_CHANGED) {
        refused.increment();
      }
      throw e;
    } catch (Error e) {
      throw pump.broken(e);
    } finally {
      if (taken) {
        accepted.increment();
        claim.accept();
      } else {
        claim.refuse();
      }
      events.tell();
    }
  }

  private TrackWriter writer(int track) throws MediaException {
    if (!writing) {
      synchronized (tracks) {
        writing = true;
      }
    }
    if (track < 1 || track > writers.size()) {
      checkOpen();
      throw MediaException.of(Code.BAD_FRAME, "there is no track of number " + track);
    }
    return writers.get(track - 1);
  }

  @Override
  public void checkOpen() throws MediaException {
    MediaException reason = ended;
    if (reason != null) {
      throw Pump.again(reason);
    }
  }

  @Override
  public Future<?> later(Runnable look, Duration time) {
    return plugins.onClock(look, Ticks.nanos(time));
  }

  @Override
  public void codecGone(Track track) {
    String missing =
        "no plugin for the codec " + track.format().codec().orElse("") + " of track " + track.id();
    switch (plugins.ending()) {
      case NOTHING -> end(Code.CODEC_GONE, missing + " has come in time");
      case MUXER -> end(Code.SERVICE_GONE, missing + " will come, since the muxer is stopped");
      case ALL -> end(Code.CODEC_GONE, missing + " will come, since everything is stopped");
    }
  }

  @Override
  public void lost(MediaException why) {
    lost = why;
    events.add(MediaEvent.of(MediaEvent.Kind.INPUT_SKIPPED, why.getMessage()));
  }

  /** The service ends: finishes the file; later calls to {@code write} say so. */
  void serviceGone() {
    // A close under way waits for no codec any more.
    writers.forEach(TrackWriter::wake);
    end(Code.SERVICE_GONE, "the muxer service was stopped and has finished the file");
  }

  @Override
  public void hurry() {
    hurried = true;
  }

  @Override
  public Duration codecWait() {
    return hurried ? Duration.ZERO : options.codecWait();
  }

  @Override
  public void abandon() throws MediaException {
    if (output instanceof InPlaceOutput) {
      abandoned = true;
    }
    close();
  }

  @Override
  public void close() throws MediaException {
    end(Code.CLOSED, "the muxer is closed");
    endLock.lock();
    try {
      if (outcome != null) {
        throw Pump.again(outcome);
      }
    } finally {
      endLock.unlock();
    }
  }

  /**
   * Finishes the file; only the first call does.
   *
   * @param code what later calls throw
   * @param why what they say
   */
  private void end(Code code, String why) {
    gateEnd.cancel(false);
    try {
      endOnce(code, why);
    } finally {
      events.tell();
    }
  }

  private void endOnce(Code code, String why) {
    endLock.lock();
    try {
      if (finished) {
        return;
      }
      finished = true;
      synchronized (tracks) {
        ended = MediaException.of(code, why);
      }
      outcome = finish(code, why);
    } finally {
      endLock.unlock();
    }
    whenEnded.accept(this);
  }

  private MediaException finish(Code code, String why) {
    pump.end();
    long unwritten = 0;
    Map<Integer, Long> left = new TreeMap<>();
    for (TrackWriter writer : writers) {
      long frames = finish(writer);
      if (frames > 0) {
        left.put(writer.track().id(), frames);
        unwritten += frames;
      }
    }
    framesUnwritten = left;
    boolean closed = code == Code.CLOSED;
    String reason = closed ? "no codec plugin was present" : why;
    MediaException failure = null;
    if (unwritten > 0) {
      String frames =
          unwritten == 1
              ? "1 frame was accepted but is not in the file"
              : unwritten + " frames were accepted but are not in the file";
      String missing = reason + "; " + frames;
      failure = MediaException.of(Code.CODEC_GONE, missing);
      ended = closed ? failure : MediaException.of(code, missing);
    } else if (code == Code.CODEC_GONE) {
      ended = MediaException.of(code, reason + "; all frames that were accepted are in the file");
    }
    if (!closed && output instanceof InPlaceOutput) {
      abandoned = true;
      failure = join(failure, MediaException.of(code, why + "; the file is as it was"));
    }
    if (abandoned) {
      pump.abandon();
    }
    try {
      pump.finish();
    } catch (MediaException e) {
      failure = join(e, failure);
      framesUnwritten = unwritten();
    }
    forcer.end();
    try {
      output.close();
    } catch (IOException e) {
      failure = join(failure, MediaException.io("closing " + output.name() + " failed", e));
    }
    arena.close();
    return join(failure, lost);
  }

  private long finish(TrackWriter writer) {
    try {
      return writer.finish();
    } catch (Error e) {
      // Told of when the file is completed, without what the track still held.
      lost = pump.broken(e);
      return 0;
    }
  }

  /** The frames that were taken and that writing has failed before. */
  private Map<Integer, Long> unwritten() {
    Map<Integer, Long> left = new TreeMap<>();
    for (Track track : tracks) {
      if (track.unwritten() > 0) {
        left.put(track.id(), track.unwritten());
      }
    }
    return left;
  }

  private static MediaException join(MediaException first, MediaException second) {
    if (first == null) {
      return second;
    }
    if (second != null && second != first) {
      first.addSuppressed(second);
    }
    return first;
  }

  @Override
  public Set<String> codecsAwaited() {
    Set<String> awaited = Set.of();
    for (TrackWriter writer : writers) {
      Optional<String> codec = writer.codecAwaited();
      if (codec.isPresent()) {
        awaited = new HashSet<>(awaited);
        awaited.add(codec.get());
      }
    }
    return Set.copyOf(awaited);
  }

  @Override
  public MuxerStatistics statistics() {
    MuxerStatistics statistics =
        MuxerStatistics.of(
                options.layout(),
                accepted.sum(),
                progress.samples(),
                refused.sum(),
                progress.mediaBytes(),
                progress.fileBytes())
            .awaiting(codecsAwaited())
            .without(framesUnwritten);
    return forcer.addTo(statistics);
  }
}
