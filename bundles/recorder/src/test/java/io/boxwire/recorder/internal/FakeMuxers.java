package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Muxers that note what they are given and fail when a test tells them to. */
final class FakeMuxers implements MuxerFactory {
  /** Is asked before a frame is taken. */
  interface Check {
    void check(Frame frame) throws MediaException, InterruptedException;
  }

  /** How long each file says that its forces take. */
  static final Duration FORCE = Duration.ofMillis(7);

  final List<Frame> written = Collections.synchronizedList(new ArrayList<>());
  final List<MuxerOptions> opened = Collections.synchronizedList(new ArrayList<>());
  final List<TrackFormat> formats = Collections.synchronizedList(new ArrayList<>());
  final Semaphore room = new Semaphore(Integer.MAX_VALUE);
  private final List<String> journal;
  private Check check = frame -> {};
  private Check onClose = frame -> {};
  private int firstTrack = 1;
  private boolean refusesTracks;
  private Map<Integer, Long> unwritten = Map.of();
  private volatile Set<String> codecsAwaited = Set.of();

  /** What the next calls to open fail with. */
  final Queue<MediaException> refusals = new ConcurrentLinkedQueue<>();

  /** How often one was told to wait for no codec any more. */
  final AtomicInteger hurried = new AtomicInteger();

  final AtomicInteger opens = new AtomicInteger();

  FakeMuxers(List<String> journal) {
    this.journal = journal;
  }

  FakeMuxers checking(Check value) {
    check = value;
    return this;
  }

  FakeMuxers failingToClose(MediaException e) {
    onClose =
        frame -> {
          throw e;
        };
    return this;
  }

  FakeMuxers closing(Check value) {
    onClose = value;
    return this;
  }

  /** Has not got the last frames of a track when it is closed. */
  FakeMuxers without(Map<Integer, Long> frames) {
    unwritten = frames;
    return this;
  }

  FakeMuxers awaiting(Set<String> codecs) {
    codecsAwaited = codecs;
    return this;
  }

  FakeMuxers numberingTracksFrom(int number) {
    firstTrack = number;
    return this;
  }

  FakeMuxers refusingTracks() {
    refusesTracks = true;
    return this;
  }

  @Override
  public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
    opens.incrementAndGet();
    MediaException refusal = refusals.poll();
    if (refusal != null) {
      throw refusal;
    }
    if (sink instanceof Sink.File file) {
      try {
        Files.createFile(file.path());
      } catch (IOException e) {
        throw MediaException.io("can't create " + file.path(), e);
      }
    }
    opened.add(options);
    return new FakeMuxer();
  }

  @Override
  public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
    return this;
  }

  private final class FakeMuxer implements Muxer {
    private int tracks;
    private volatile boolean closed;

    @Override
    public int addTrack(TrackFormat format) throws MediaException {
      if (refusesTracks) {
        throw MediaException.of(Code.NO_CODEC, "no plugin for " + format);
      }
      formats.add(format);
      return firstTrack + tracks++;
    }

    @Override
    public void write(Frame frame) throws MediaException, InterruptedException {
      room.acquire();
      if (closed) {
        throw MediaException.of(Code.CLOSED, "closed");
      }
      check.check(frame);
      written.add(frame);
      frame.release();
    }

    @Override
    public MuxerStatistics statistics() {
      return MuxerStatistics.of(Layout.HYBRID, written.size(), written.size(), 0, 0, 1000)
          .awaiting(codecsAwaited)
          .forced(2, FORCE, 1000)
          .without(closed ? unwritten : Map.of());
    }

    @Override
    public void hurry() {
      hurried.incrementAndGet();
    }

    @Override
    public void close() throws MediaException {
      if (closed) {
        return;
      }
      closed = true;
      journal.add("file closed");
      try {
        onClose.check(Frame.on(1).build());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
