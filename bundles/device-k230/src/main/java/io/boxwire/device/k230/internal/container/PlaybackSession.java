package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Pace;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.device.k230.DemuxerCfgStr;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.Mp4FrameListener;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.media.FrameFields;
import io.boxwire.device.k230.internal.media.SteadyFile;
import io.boxwire.device.k230.internal.module.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays back: each frame is read from a demuxer and handed to the listener.
 *
 * <p>The demuxer is used by one thread at a time. So whoever ends the session closes it only when
 * no frame is being done; else the thread that does the frame closes it when it is through.
 */
final class PlaybackSession implements Session {
  private final Path path;
  private final SteadyFile file;
  private final Demuxer demuxer;
  private final FrameFields fields;
  private final Mp4FrameListener listener;
  private final boolean paced;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Pace pace = new Pace(System::nanoTime, this::sleep);
  private final KMp4FrameData data = new KMp4FrameData();

  /** A frame that was read and not handed over: an interrupt came in between. */
  private Optional<Frame> pending = Optional.empty();

  private final Object gate = new Object();
  private boolean busy;
  private boolean closed;
  private volatile Report report = Report.NOTHING;

  private PlaybackSession(
      Path path, SteadyFile file, Demuxer demuxer, DemuxerCfgStr cfg, CodecIds codecIds) {
    this.path = path;
    this.file = file;
    this.demuxer = demuxer;
    this.fields = new FrameFields(demuxer.movie(), codecIds, cfg.timeUnit);
    this.listener = cfg.listener;
    this.paced = cfg.pacing == DemuxerCfgStr.Pacing.REALTIME;
  }

  /** Opens the file, or leaves all as it was. */
  static PlaybackSession open(DemuxerCfgStr cfg, Parts parts, CodecIds codecIds)
      throws MediaException {
    if (cfg.listener == null || cfg.pacing == null || cfg.timeUnit == null) {
      throw MediaException.of(Code.BAD_REQUEST, "listener, pacing and timeUnit are not null");
    }
    Path path = RecordingSettings.path(cfg.fileName);
    SteadyFile file = SteadyFile.open(path);
    try {
      DemuxerOptions options = DemuxerOptions.of(PayloadForm.STREAM);
      Demuxer demuxer = parts.demuxers().open(new Source.Seekable(file), options);
      return new PlaybackSession(path, file, demuxer, cfg, codecIds);
    } catch (MediaException e) {
      MediaException named = named(path, e);
      try {
        file.close();
      } catch (IOException closing) {
        named.addSuppressed(closing);
      }
      throw named;
    }
  }

  /** Does nothing: the clock starts with the first frame, since none is late before it is due. */
  @Override
  public void start() {}

  @Override
  public boolean process() throws MediaException, InterruptedException {
    synchronized (gate) {
      if (busy) {
        throw new IllegalStateException("another thread is in process: one at a time may");
      }
      if (closed) {
        return false;
      }
      busy = true;
    }
    try {
      return next();
    } catch (MediaException e) {
      throw named(path, e);
    } finally {
      leave();
    }
  }

  @Override
  public void end() throws MediaException {
    ended.countDown();
    synchronized (gate) {
      if (busy || closed) {
        return;
      }
      closed = true;
    }
    close();
  }

  @Override
  public Report report() {
    return report;
  }

  private boolean next() throws MediaException, InterruptedException {
    if (pending.isEmpty()) {
      pending = demuxer.read();
    }
    if (pending.isEmpty()) {
      return false;
    }
    Frame frame = pending.get();
    if (paced) {
      try {
        pace.await(fields.due(frame));
      } catch (EndedException e) {
        return false;
      }
      report = new Report(Report.NOTHING.statistics(), pace.lateness());
    }
    pending = Optional.empty();
    fields.fill(data, frame);
    listener.onFrame(data);
    return true;
  }

  private void leave() throws MediaException {
    synchronized (gate) {
      busy = false;
      if (closed || ended.getCount() > 0) {
        return;
      }
      closed = true;
    }
    close();
  }

  private void close() throws MediaException {
    try (file) {
      demuxer.close();
    } catch (IOException e) {
      throw MediaException.io("closing " + path, e);
    }
  }

  private void sleep(long nanos) throws InterruptedException {
    if (ended.await(nanos, TimeUnit.NANOSECONDS)) {
      throw new EndedException();
    }
  }

  private static MediaException named(Path path, MediaException e) {
    return MediaException.of(e.code(), "playing " + path + ": " + e.getMessage(), e);
  }

  /** The session was ended while it waited for the time of a frame. */
  private static final class EndedException extends InterruptedException {
    private static final long serialVersionUID = 1L;
  }
}
