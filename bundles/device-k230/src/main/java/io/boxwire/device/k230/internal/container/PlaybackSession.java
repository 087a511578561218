package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.Pace;
import io.boxwire.device.k230.DemuxerCfgStr;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.Mp4FrameListener;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.media.DemuxedFile;
import io.boxwire.device.k230.internal.media.FrameFields;
import io.boxwire.device.k230.internal.module.Parts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Plays back: each frame is read from a demuxer and handed to the listener.
 *
 * <p>The demuxer is used by one thread at a time. So whoever ends the session closes it only when
 * no frame is being done; else the thread that does the frame closes it when it is through.
 */
final class PlaybackSession implements Session {
  private final DemuxedFile file;
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

  private PlaybackSession(DemuxedFile file, DemuxerCfgStr cfg, CodecIds codecIds) {
    this.file = file;
    this.fields = new FrameFields(file.demuxer().movie(), codecIds, cfg.timeUnit);
    this.listener = cfg.listener;
    this.paced = cfg.pacing == DemuxerCfgStr.Pacing.REALTIME;
  }

  /**
   * Opens the file, or leaves all as it was.
   *
   * @param cfg what is played, and to whom
   * @param parts open the demuxer
   * @param codecIds the numbers of codecs
   * @param warnings takes what the demuxer notices
   */
  static PlaybackSession open(
      DemuxerCfgStr cfg, Parts parts, CodecIds codecIds, Consumer<String> warnings)
      throws MediaException {
    Path path = RecordingSettings.path(RecordingSettings.given(cfg, "demuxerCfg").fileName);
    RecordingSettings.given(cfg.listener, "listener");
    RecordingSettings.given(cfg.pacing, "pacing");
    RecordingSettings.given(cfg.timeUnit, "timeUnit");
    try {
      DemuxedFile file = DemuxedFile.open(path, parts.demuxers(), warnings);
      return new PlaybackSession(file, cfg, codecIds);
    } catch (MediaException e) {
      throw named(path, e);
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
      throw named(file.path(), e);
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
    file.close();
  }

  @Override
  public Report report() {
    return report;
  }

  private boolean next() throws MediaException, InterruptedException {
    if (pending.isEmpty()) {
      pending = file.demuxer().read();
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
    file.close();
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
