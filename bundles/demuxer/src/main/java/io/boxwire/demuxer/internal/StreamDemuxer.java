package io.boxwire.demuxer.internal;

import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.ContainerBox;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Reads a stream in one pass: frames come in the order in which they lie there. */
final class StreamDemuxer implements OpenDemuxer {
  private static final int MOST_SAMPLE = 256 << 20;

  private final DemuxerOptions options;
  private final Lifecycle lifecycle = new Lifecycle();
  private final StreamInput input;
  private final StreamBoxes boxes;
  private final FragmentParser parser;
  private final MovieInfo info;
  private final Map<Integer, StreamTrack> tracks = new LinkedHashMap<>();
  private final Runnable onClose;

  /** Runs that have a sample. */
  private final PriorityQueue<StreamRun> ready = new PriorityQueue<>();

  /** Runs that have yet to look for one. */
  private final List<StreamRun> waiting = new ArrayList<>();

  private long runs;

  /** What fragments take of which samples are still to come. */
  private long heldBytes;

  private boolean ended;

  /**
   * Reads the beginning of a stream.
   *
   * @param channel the stream, which the caller closes
   * @param options how to read
   * @param plugins turn samples into payloads
   * @param onClose is run once when the demuxer ends
   */
  static StreamDemuxer open(
      ReadableByteChannel channel, DemuxerOptions options, CodecPlugins plugins, Runnable onClose)
      throws MediaException {
    StreamInput input = new StreamInput(channel);
    try {
      return new StreamDemuxer(input, options, plugins, onClose);
    } catch (MediaException | LinkageError e) {
      input.close();
      throw e;
    }
  }

  private StreamDemuxer(
      StreamInput input, DemuxerOptions options, CodecPlugins plugins, Runnable onClose)
      throws MediaException {
    this.input = input;
    this.options = options;
    this.onClose = onClose;
    this.boxes = new StreamBoxes(input, options.memoryLimit());
    Movie movie = boxes.findMovie(options.listener());
    this.parser = new FragmentParser(movie);
    Layout layout = movie.fragments().announced() ? Layout.FRAGMENTED : Layout.FAST_START;
    this.info = MovieInfos.ofHeader(movie, layout, plugins);
    for (Track track : Selection.of(movie, options)) {
      TrackCodec codec = new TrackCodec(track, options.payloadForm(), plugins);
      StreamTrack state = new StreamTrack(track, movie.timescale(), codec);
      tracks.put(track.id(), state);
      waiting.add(
          new StreamRun(state, runs++, tables(track, options.listener()), new StreamRun.Hold(0)));
    }
  }

  private static StreamRun.Walk tables(Track track, MediaListener listener) {
    TableWalk[] walk = new TableWalk[1];
    return into -> {
      if (walk[0] == null) {
        if (track.tablesProblem().isPresent()) {
          throw track.tablesProblem().get();
        }
        walk[0] = new TableWalk(track, track.tables(), InputEnd.UNKNOWN, listener);
      }
      return walk[0].next(into);
    };
  }

  @Override
  public MovieInfo movie() {
    return info;
  }

  @Override
  public Optional<Frame> read() throws MediaException {
    lifecycle.check();
    try {
      while (!ended) {
        lookForSamples();
        StreamRun run = ready.peek();
        if (run != null && !run.track().usable()) {
          // Nobody gets what is left of it, and that may be named to be billions.
          ready.remove();
          heldBytes -= run.end();
        } else if (run != null && (run.sample().size == 0 || run.sample().offset < boxes.end())) {
          ready.remove();
          waiting.add(run);
          return Optional.of(frame(run));
        } else {
          nextBox();
        }
      }
      return Optional.empty();
    } catch (MediaException e) {
      throw lifecycle.explain(e);
    } catch (LinkageError e) {
      throw lifecycle.explain(e);
    }
  }

  private void lookForSamples() throws MediaException {
    for (Iterator<StreamRun> i = waiting.iterator(); i.hasNext(); ) {
      StreamRun run = i.next();
      // Whatever goes wrong with the run, there is no more of it.
      i.remove();
      boolean more = false;
      try {
        more = run.next();
      } finally {
        heldBytes -= more ? 0 : run.end();
      }
      if (more) {
        ready.add(run);
      }
    }
  }

  private Frame frame(StreamRun run) throws MediaException {
    Sample sample = run.sample();
    long gap = sample.offset - input.position();
    if (sample.size == 0) {
      return run.track().frame(sample, input.take(0));
    }
    if (gap < 0) {
      waiting.remove(run);
      heldBytes -= run.end();
      throw MediaException.at(
          Code.UNSUPPORTED,
          "the samples of track "
              + run.track().track().id()
              + " are not in the order of the stream, so they can be read from a file only",
          "",
          sample.offset);
    }
    if (sample.size > MOST_SAMPLE) {
      throw MediaException.at(
          Code.LIMIT_EXCEEDED, "a sample of " + sample.size + " bytes", "", sample.offset);
    }
    try {
      run.track().handles(sample);
      input.skip(gap);
      return run.track().frame(sample, input.take(sample.size));
    } catch (MediaException e) {
      ended = e.code() == Code.TRUNCATED || e.code() == Code.IO;
      throw e;
    }
  }

  private void nextBox() throws MediaException {
    Optional<BoxHeader> next;
    try {
      next = boxes.next();
    } catch (MediaException e) {
      ended = true;
      throw e;
    }
    if (next.isEmpty()) {
      endOfStream();
    } else if (next.get().is(ContainerBox.MOOF)) {
      begin(next.get());
    }
  }

  private void begin(BoxHeader header) throws MediaException {
    Fragment fragment;
    try {
      fragment = parser.parse(header, boxes.load(header));
    } catch (MediaException e) {
      ended = e.code() == Code.TRUNCATED || e.code() == Code.IO;
      throw e;
    }
    hold(fragment);
  }

  /** Samples may lie anywhere further on: the fragments that wait for them are bounded. */
  private void hold(Fragment fragment) throws MediaException {
    StreamRun.Hold hold = new StreamRun.Hold(fragment.cost());
    int before = waiting.size();
    for (TrackFragment part : fragment.tracks()) {
      StreamTrack track = tracks.get(part.track().id());
      if (track != null) {
        waiting.add(new StreamRun(track, runs++, track.begin(part)::next, hold));
      }
    }
    heldBytes += waiting.size() > before ? hold.bytes() : 0;
    if (heldBytes > options.memoryLimit()) {
      ended = true;
      throw MediaException.of(
          Code.LIMIT_EXCEEDED,
          "fragments of " + heldBytes + " bytes wait for samples that have not come");
    }
    if (fragment.problem().isPresent()) {
      throw fragment.problem().get();
    }
  }

  private void endOfStream() throws MediaException {
    ended = true;
    boxes
        .tail()
        .ifPresent(
            text -> options.listener().onEvent(MediaEvent.of(MediaEvent.Kind.INPUT_SKIPPED, text)));
    StreamRun missing = ready.peek();
    if (missing != null) {
      throw MediaException.at(
          Code.TRUNCATED,
          "the stream ends before sample "
              + missing.sample().index
              + " of track "
              + missing.track().track().id(),
          "",
          missing.sample().offset);
    }
  }

  @Override
  public Duration seek(Duration time) throws MediaException {
    lifecycle.check();
    throw MediaException.of(Code.UNSUPPORTED, "a stream can't be read from another place on");
  }

  @Override
  public SampleCursor samples(int trackId) throws MediaException {
    lifecycle.check();
    throw MediaException.of(Code.UNSUPPORTED, "the samples of a stream come by read() only");
  }

  @Override
  public void revoke(CodecPlugin plugin) {
    tracks.values().forEach(track -> track.codec().revoke(plugin));
  }

  @Override
  public void abandon() {
    if (lifecycle.abandon()) {
      end();
    }
  }

  @Override
  public void close() {
    if (lifecycle.close()) {
      input.close();
      end();
    }
  }

  private void end() {
    tracks.values().forEach(track -> track.codec().restart());
    onClose.run();
  }
}
