package io.boxwire.device.k230.internal.container;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Pace;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.module.OpenObjects;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container: sees that calls come in order, and has a session do them.
 *
 * <p>All calls but {@code process} wait for each other. {@code process} holds no lock while it
 * waits, so that any of them can end it, and so that a listener may call them.
 */
public final class DefaultMp4Container implements Mp4Container, OpenObjects.Open {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultMp4Container.class);

  private static final long NOBODY = -1;

  private final Parts parts;
  private final OpenObjects open;
  private final CodecIds codecIds;
  private final Consumer<String> log;
  private final ReentrantLock calls = new ReentrantLock();
  private volatile Stage stage = Stage.EMPTY;
  private volatile Report last = Report.NOTHING;

  /** The thread that makes frames, until it knows that there are no more: once, process says so. */
  private volatile long processing = NOBODY;

  /** A call has thrown what the session ended with. */
  private volatile boolean failureIsTold;

  /**
   * Where a container stands; one value, so that {@code process} sees both or none.
   *
   * @param state which calls are in order
   * @param session what they work on
   */
  private record Stage(State state, Optional<Session> session) {
    static final Stage EMPTY = new Stage(State.EMPTY, Optional.empty());

    Stage in(State next) {
      return new Stage(next, session);
    }

    /** The session, if a call is in order. */
    Session sessionFor(State.Call call) throws MediaException {
      state.require(call);
      return session.orElseThrow();
    }
  }

  /**
   * Makes a container.
   *
   * @param parts what it works with
   * @param open is told while it is open
   * @param codecIds the numbers of codecs
   */
  public DefaultMp4Container(Parts parts, OpenObjects open, CodecIds codecIds) {
    this(parts, open, codecIds, LOG::warn);
  }

  DefaultMp4Container(Parts parts, OpenObjects open, CodecIds codecIds, Consumer<String> log) {
    this.parts = parts;
    this.open = open;
    this.codecIds = codecIds;
    this.log = log;
  }

  @Override
  public void create(Mp4CfgStr mp4Cfg) throws MediaException {
    Objects.requireNonNull(mp4Cfg, "mp4Cfg");
    calls.lock();
    try {
      stage.state().require(State.Call.CREATE);
      // Noted first: a module that goes meanwhile waits for the lock and finds what is opened.
      open.add(this);
      boolean created = false;
      try {
        stage = new Stage(State.CREATED, Optional.of(session(mp4Cfg)));
        last = Report.NOTHING;
        failureIsTold = false;
        processing = NOBODY;
        created = true;
      } finally {
        if (!created) {
          open.remove(this);
        }
      }
    } finally {
      calls.unlock();
    }
  }

  @Override
  public void start() throws MediaException {
    calls.lock();
    try {
      stage.sessionFor(State.Call.START).start();
      stage = stage.in(State.STARTED);
    } finally {
      calls.unlock();
    }
  }

  @Override
  public boolean process() throws MediaException, InterruptedException {
    long me = Thread.currentThread().getId();
    Stage now = stage;
    if (now.state() != State.STARTED && processing == me) {
      return ended();
    }
    Session session = now.sessionFor(State.Call.PROCESS);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    processing = me;
    try {
      return session.process() || ended();
    } catch (MediaException e) {
      failureIsTold = true;
      throw e;
    }
  }

  /** There is no frame: false, if nothing worse is to be told. */
  private boolean ended() throws MediaException {
    State state = stage.state();
    if (state != State.STARTED) {
      processing = NOBODY;
    }
    if (state == State.GONE) {
      throw State.gone();
    }
    return false;
  }

  @Override
  public void stop() throws MediaException {
    calls.lock();
    try {
      Session session = stage.sessionFor(State.Call.STOP);
      leave();
      try {
        session.end();
      } catch (MediaException e) {
        failureIsTold = true;
        throw e;
      }
    } finally {
      calls.unlock();
    }
  }

  @Override
  public void destroy() throws MediaException {
    calls.lock();
    try {
      Optional<Session> session = stage.session();
      if (session.isPresent()) {
        leave();
        destroy(session.get());
      }
    } finally {
      calls.unlock();
    }
  }

  private void destroy(Session session) throws MediaException {
    try {
      session.end();
    } catch (MediaException e) {
      if (!failureIsTold) {
        throw e;
      }
    } finally {
      last = session.report();
      stage = Stage.EMPTY;
      open.remove(this);
    }
  }

  @Override
  public void moduleGone() {
    calls.lock();
    try {
      Optional<Session> session = stage.session();
      if (session.isPresent()) {
        stage = stage.in(State.GONE);
        session.get().end();
      }
    } catch (MediaException e) {
      // Destroy throws it as well, if anybody calls it.
      log.accept("not ended properly when the K230 module went: " + e.getMessage());
    } finally {
      calls.unlock();
    }
  }

  @Override
  public long videoStartTimestamp() {
    return report().statistics().began().map(TimeUnit.MICROSECONDS::convert).orElse(0L);
  }

  @Override
  public RecordingStatistics statistics() {
    return report().statistics();
  }

  @Override
  public Pace.Lateness lateness() {
    return report().lateness();
  }

  private Session session(Mp4CfgStr cfg) throws MediaException {
    return switch (cfg.type) {
      case MP4_CONFIG_TYPE_MUXER -> RecordingSession.open(cfg, parts, log);
      case MP4_CONFIG_TYPE_DEMUXER -> PlaybackSession.open(cfg.demuxerCfg, parts, codecIds, log);
      default ->
          throw MediaException.of(
              Code.BAD_REQUEST,
              "type is MP4_CONFIG_TYPE_MUXER (1) or MP4_CONFIG_TYPE_DEMUXER (2), not " + cfg.type);
    };
  }

  /** Makes no more frames; whoever makes them on another thread is still to be told. */
  private void leave() {
    if (processing == Thread.currentThread().getId()) {
      processing = NOBODY;
    }
    stage = stage.in(State.STOPPED);
  }

  private Report report() {
    return stage.session().map(Session::report).orElse(last);
  }
}
