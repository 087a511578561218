package io.boxwire.demuxer.internal;

import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.SampleTotals;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.codec.CodecPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an input that can be read at any position. Each track has a reader; the one whose sample is
 * decoded first gives the next frame.
 */
final class FileDemuxer implements OpenDemuxer {
  /** How many fragments each read looks into for a track that none was found for yet. */
  private static final int LOOK_AHEAD = 16;

  /**
   * Where it is said how long it lasts, or where its last fragments are, no more are looked at to
   * describe it.
   */
  private static final int MOST_COUNTED = 1024;

  private final DemuxerOptions options;
  private final CodecPlugins plugins;
  private final Lifecycle lifecycle = new Lifecycle();
  private final RandomInput input;
  private final Container container;
  private final MovieInfo header;
  private final PayloadReader payloads;
  private final List<TrackReader> readers = new ArrayList<>();
  private final Runnable onClose;

  /** Which of the readers that have a sample has the earliest. */
  private final Earliest ready;

  /** Readers that have yet to look for one. */
  private final List<TrackReader> waiting = new ArrayList<>();

  /** Readers that have come to the end of the file as it was when they did. */
  private final List<TrackReader> ended = new ArrayList<>();

  /** How large the file was then. */
  private long endedSize;

  private Optional<MovieInfo> complete = Optional.empty();
  private long tailReported = -1;

  /**
   * Opens an input, which is let go of if that fails.
   *
   * @param input the input
   * @param options how to read
   * @param plugins turn samples into payloads
   * @param onClose is run once when the demuxer ends
   */
  static FileDemuxer open(
      RandomInput input, DemuxerOptions options, CodecPlugins plugins, Runnable onClose)
      throws MediaException {
    try {
      MovieFinder finder =
          new MovieFinder(input.source(), options.memoryLimit(), options.listener());
      return new FileDemuxer(input, options, plugins, finder.find(), onClose);
    } catch (MediaException | LinkageError e) {
      input.release();
      throw e;
    }
  }

  private FileDemuxer(
      RandomInput input,
      DemuxerOptions options,
      CodecPlugins plugins,
      MovieFinder.Found found,
      Runnable onClose)
      throws MediaException {
    this.input = input;
    this.options = options;
    this.plugins = plugins;
    this.onClose = onClose;
    Movie movie = found.movie();
    this.container = new Container(input, found, options, lifecycle);
    this.header = MovieInfos.ofHeader(movie, found.layout(), plugins);
    this.payloads = new PayloadReader(input.source(), movie.tracks().size());
    Faults faults = new Faults();
    List<Track> selected = Selection.of(movie, options);
    checkWindows(selected);
    for (Track track : selected) {
      TrackCodec codec = new TrackCodec(track, options.payloadForm(), plugins);
      readers.add(new TrackReader(track, readers.size(), container, faults, codec, payloads));
    }
    this.ready = new Earliest(selected.stream().mapToInt(Track::timescale).toArray());
    waiting.addAll(readers);
  }

  /** Windows on tables are small, but a file may have a thousand tracks. */
  private void checkWindows(List<Track> tracks) throws MediaException {
    long bytes = tracks.stream().mapToLong(track -> track.tables().windowBytes()).sum();
    if (bytes > options.memoryLimit()) {
      throw MediaException.of(
          Code.LIMIT_EXCEEDED,
          "reading " + tracks.size() + " tracks at once takes " + bytes + " bytes of memory");
    }
  }

  @Override
  public MovieInfo movie() {
    if (complete.isEmpty()) {
      complete = Optional.of(describe());
    }
    return complete.get();
  }

  @Override
  public List<TrackInfo> tracks() {
    return complete.orElse(header).tracks();
  }

  private MovieInfo describe() {
    try {
      Movie.Fragmentation announced = container.movie().fragments();
      if (!announced.announced() && !container.hasFragments()) {
        return header;
      }
      FragmentIndex index = container.index();
      index.scan(MOST_COUNTED);
      if (!index.complete()) {
        if (announced.duration() > 0) {
          return header;
        }
        Optional<Map<Integer, Long>> ends = container.listedEnds();
        if (ends.isPresent()) {
          return MovieInfos.ofEnds(container.movie(), index, ends.get(), plugins);
        }
        index.scan();
      }
      return MovieInfos.ofFragments(container.movie(), index, plugins);
    } catch (MediaException e) {
      // The fragments can't be read; what the header says stands, and reading will tell.
      return header;
    }
  }

  @Override
  public Optional<Frame> read() throws MediaException {
    lifecycle.check();
    try {
      lookAgain();
      do {
        lookForSamples();
      } while (ready.isEmpty() && !waiting.isEmpty());
      int earliest = ready.take();
      if (earliest < 0) {
        reportTail();
        return Optional.empty();
      }
      TrackReader first = readers.get(earliest);
      waiting.add(first);
      return Optional.of(first.frame());
    } catch (MediaException e) {
      throw lifecycle.explain(e);
    } catch (LinkageError e) {
      throw lifecycle.explain(e);
    }
  }

  /** Where fragments were written since some tracks ended, these go on. */
  private void lookAgain() throws MediaException {
    if (!ended.isEmpty() && container.movie().fragments().announced()) {
      long size = input.end();
      if (size != endedSize) {
        waiting.addAll(ended);
        ended.clear();
      }
    }
  }

  /** Fragment by fragment for all tracks, so that each is parsed once for all of them. */
  private void lookForSamples() throws MediaException {
    for (int i = 0; i < LOOK_AHEAD && !waiting.isEmpty(); i++) {
      for (Iterator<TrackReader> each = waiting.iterator(); each.hasNext(); ) {
        TrackReader reader = each.next();
        Step step = reader.advance(1);
        if (step == Step.END) {
          // What is written between looking and measuring must not be missed.
          long size = input.end();
          step = reader.advance(1);
          if (step == Step.END) {
            endedSize = size;
            ended.add(reader);
          }
        }
        if (step != Step.PENDING) {
          each.remove();
        }
        if (step == Step.SAMPLE) {
          ready.add(reader.slot(), reader.due());
        }
      }
    }
  }

  private void reportTail() {
    Optional<Fragments.Tail> tail = container.fragments().tail();
    if (tail.isPresent() && tail.get().position() != tailReported) {
      tailReported = tail.get().position();
      options.listener().onEvent(MediaEvent.of(MediaEvent.Kind.INPUT_SKIPPED, tail.get().text()));
    }
  }

  @Override
  public Duration seek(Duration time) throws MediaException {
    lifecycle.check();
    if (time.isNegative()) {
      throw MediaException.of(Code.BAD_REQUEST, "can't seek to " + time);
    }
    ready.clear();
    ended.clear();
    waiting.clear();
    waiting.addAll(readers);
    payloads.clear();
    readers.forEach(reader -> reader.codec().restart());
    try {
      return seekAll(time);
    } catch (MediaException e) {
      throw lifecycle.explain(e);
    } catch (LinkageError e) {
      throw lifecycle.explain(e);
    }
  }

  private Duration seekAll(Duration time) throws MediaException {
    Duration point = time;
    boolean decided = false;
    for (TrackReader reader : byImportance()) {
      int timescale = reader.track().timescale();
      long media = reader.timeline().media(Ticks.of(point, timescale));
      if (reader.seek(media) && !decided) {
        decided = true;
        long shown = reader.timeline().nearest(reader.sample().compositionTime);
        point = Ticks.duration(Math.max(0, shown), timescale);
      }
    }
    return decided ? point : Duration.ZERO;
  }

  /** The track that decides where to start comes first: video that is meant to be played. */
  private List<TrackReader> byImportance() {
    List<TrackReader> sorted = new ArrayList<>(readers);
    sorted.sort(
        (a, b) -> {
          int byKind = Boolean.compare(b.track().isVideo(), a.track().isVideo());
          return byKind != 0
              ? byKind
              : Boolean.compare(b.track().header().enabled(), a.track().header().enabled());
        });
    return sorted;
  }

  @Override
  public SampleCursor samples(int trackId) throws MediaException {
    return cursor(trackId);
  }

  @Override
  public SampleTotals totals(int trackId) throws MediaException {
    return cursor(trackId).totals();
  }

  private TrackCursor cursor(int trackId) throws MediaException {
    lifecycle.check();
    Track track =
        container.movie().tracks().stream()
            .filter(t -> t.id() == trackId)
            .findFirst()
            .orElseThrow(() -> MediaException.of(Code.BAD_REQUEST, "there is no track " + trackId));
    return new TrackCursor(track, container, new Faults());
  }

  @Override
  public FileExtent extent() throws MediaException {
    lifecycle.check();
    try {
      return container.trust().extent();
    } catch (MediaException e) {
      throw lifecycle.explain(e);
    } catch (LinkageError e) {
      throw lifecycle.explain(e);
    }
  }

  @Override
  public void revoke(CodecPlugin plugin) {
    readers.forEach(reader -> reader.codec().revoke(plugin));
  }

  @Override
  public void abandon() throws MediaException {
    if (lifecycle.abandon()) {
      end();
    }
  }

  @Override
  public void close() throws MediaException {
    if (lifecycle.close()) {
      payloads.close();
      end();
    }
  }

  private void end() throws MediaException {
    readers.forEach(reader -> reader.codec().restart());
    onClose.run();
    input.letGo();
  }
}
