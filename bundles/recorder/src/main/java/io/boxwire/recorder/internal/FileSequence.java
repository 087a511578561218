package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a recording, one after another: ends one where its muxer goes away, where its layout
 * can't express what comes, or where it is long enough, and begins the next so that each frame is
 * shown in exactly one. Used by the writing thread; what other threads may call says so.
 */
final class FileSequence {
  /** How soon it is tried again to open a file that a codec is missing for. */
  private static final long RETRY = 100_000_000L;

  private final Parts parts;
  private final Tracks tracks;
  private final MuxerUse muxer;
  private final KeptFrames kept;
  private final RecordingEvents events;
  private volatile Optional<OutputFile> current;
  private volatile Optional<String> codecAwaited = Optional.empty();
  private long closedBytes;
  private boolean shows;
  private boolean begun;
  private boolean seeking;
  private boolean cutSoon;
  private boolean keptAreShown = true;
  private boolean gaveUp;
  private boolean toldWaiting;

  /**
   * What the files are made with.
   *
   * @param tracks the device's tracks
   * @param muxer which service makes them
   * @param opener opens them
   * @param kept what the next one needs of the one before
   * @param segments where they are cut, if they are
   * @param losses what is in none of them
   * @param times how long writing takes
   * @param requestSync asks the device for a picture that a file can begin at
   * @param events is told of them
   */
  record Parts(
      Tracks tracks,
      MuxerUse muxer,
      NextFile opener,
      KeptFrames kept,
      Optional<Segments> segments,
      Losses losses,
      WriteTimes times,
      Runnable requestSync,
      RecordingEvents events) {}

  /**
   * Goes on after the first file was opened.
   *
   * @param first that file
   */
  FileSequence(Parts parts, OutputFile first) {
    this.parts = parts;
    this.tracks = parts.tracks();
    this.muxer = parts.muxer();
    this.kept = parts.kept();
    this.events = parts.events();
    this.current = Optional.of(first);
    this.shows = true;
    told(Kind.FILE_OPENED, first, " was begun");
    parts.segments().ifPresent(Segments::opened);
  }

  /**
   * Does what is to be done now: closes the file whose muxer goes away, and looks for another.
   *
   * @throws MediaException {@code SERVICE_GONE} if none has come in time; or why the file could not
   *     be closed
   */
  void tend() throws MediaException {
    if (muxer.going()) {
      leave();
    }
    if (!muxer.waiting()) {
      return;
    }
    if (!muxer.hurried() && muxer.find()) {
      if (toldWaiting) {
        toldWaiting = false;
        events.onEvent(MediaEvent.of(Kind.RECORDING_RESUMED, "another muxer is there"));
      }
    } else if (muxer.over()) {
      gaveUp = true;
      throw MediaException.of(
          Code.SERVICE_GONE,
          muxer.changes()
              ? "the muxer was stopped, and no other has come within " + text(muxer.patience())
              : "the muxer was stopped");
    } else if (!toldWaiting) {
      toldWaiting = true;
      events.onEvent(
          MediaEvent.of(
              Kind.RECORDING_WAITING,
              "the muxer was stopped; another is waited for, at most " + text(muxer.patience())));
    }
  }

  /** Closes the file and lets go of its muxer. */
  private void leave() throws MediaException {
    try {
      end();
    } finally {
      muxer.letGo();
    }
    if (begun && kept.isEmpty()) {
      seek();
    }
  }

  /** Whether a file can begin at a frame. */
  boolean beginsAt(Frame frame) {
    return tracks.begins(frame);
  }

  /** From here on a file can only go on with a frame that one can begin at. */
  void seek() {
    kept.clear();
    seeking = begun && kept.pointsSeen();
    if (seeking) {
      parts.requestSync().run();
    }
  }

  /** Whether a frame can't be in any file any more, because what it needs has been given up. */
  boolean skips(Frame frame) {
    return seeking && current.isEmpty() && !tracks.begins(frame);
  }

  /** When {@link #tend} or {@link #open} is to be called again if nothing else happens. */
  long nextLook() {
    return codecAwaited.isPresent() ? System.nanoTime() + RETRY : muxer.end(MuxerUse.NEVER);
  }

  /**
   * Sees to it that a file is open for a frame.
   *
   * @param next the frame
   * @param later those captured after it, as far as they are known
   * @param last whether no more will be known
   * @return false if there can't be one yet
   */
  boolean open(Frame next, Iterable<Frame> later, boolean last) throws MediaException {
    if (current.isPresent()) {
      return true;
    }
    Optional<MuxerFactory> factory = muxer.used();
    if (factory.isEmpty()) {
      return false;
    }
    if (tracks.beginsAnew(next)) {
      kept.clear();
    }
    Optional<Continuation> continuation = continuation(next, later, last);
    return continuation.isPresent() && open(factory.get(), continuation.get());
  }

  private Optional<Continuation> continuation(Frame next, Iterable<Frame> later, boolean last) {
    if (kept.isEmpty() || !keptAreShown) {
      return Optional.of(
          begun
              ? Continuation.inMidStream(tracks.formats())
              : new Continuation(tracks.formats(), 0));
    }
    List<Frame> shown = new ArrayList<>();
    shown.add(next);
    later.forEach(shown::add);
    List<Frame> hidden = kept.frames().stream().map(SharedFrame::frame).toList();
    return Continuation.of(tracks, hidden, shown, last);
  }

  private boolean open(MuxerFactory factory, Continuation continuation) throws MediaException {
    OutputFile file;
    try {
      file = parts.opener().open(factory, continuation);
    } catch (MediaException e) {
      return opensLater(e);
    }
    codecAwaited = Optional.empty();
    current = Optional.of(file);
    shows = !keptAreShown;
    seeking = false;
    told(Kind.FILE_OPENED, file, " was begun");
    parts.losses().tell("a part was missing for longer than frames could be kept");
    parts.segments().ifPresent(Segments::opened);
    return repeat(file);
  }

  private boolean opensLater(MediaException e) throws MediaException {
    if (e.code() == Code.SERVICE_GONE && muxer.changes()) {
      muxer.letGoOfUseless();
      return false;
    }
    if (e.code() == Code.NO_CODEC && muxer.changes() && !muxer.over()) {
      codecAwaited = Optional.of("a codec plugin: " + e.getMessage());
      return false;
    }
    throw e;
  }

  /** Writes what the file needs to go on; false if its muxer goes away meanwhile. */
  private boolean repeat(OutputFile file) throws MediaException {
    for (SharedFrame shared : kept.frames()) {
      if (!write(file, shared)) {
        leave();
        return false;
      }
      parts.segments().ifPresent(segments -> segments.repeated(shared.frame()));
    }
    keptAreShown = true;
    return true;
  }

  /**
   * Writes a frame.
   *
   * @param frame a transferred frame; still the caller's if this does not return true
   * @return false if there is no file now to write it to
   * @throws MediaException as {@link io.boxwire.api.Muxer#write}
   */
  boolean write(Frame frame) throws MediaException {
    if (current.isEmpty() || muxer.going() || cut(frame)) {
      return false;
    }
    SharedFrame shared = new SharedFrame(frame);
    try {
      if (!write(current.get(), shared)) {
        return false;
      }
    } catch (MediaException e) {
      if (e.code() != Code.CONFIGURATION_CHANGED || !shows || !parts.opener().several()) {
        throw e;
      }
      kept.clear();
      end();
      shows = false;
      return false;
    }
    shows = true;
    begun |= tracks.leads(frame);
    parts.segments().ifPresent(segments -> segments.written(frame));
    if (kept.add(shared) && cutSoon) {
      // Behind the pictures that lead an open-GOP picture, which belong to the file before.
      end();
    }
    return true;
  }

  /** Ends the file if it is long enough and this frame can begin the next: once, not the next. */
  private boolean cut(Frame frame) throws MediaException {
    if (!shows || parts.segments().isEmpty() || !parts.segments().get().ends(frame)) {
      return false;
    }
    if (!tracks.beginsAnew(frame)) {
      cutSoon = true;
      return false;
    }
    kept.clear();
    end();
    return true;
  }

  /** Hands a frame to the muxer; false if that has ended the file by itself. */
  private boolean write(OutputFile file, SharedFrame shared) throws MediaException {
    Frame handed = shared.handed();
    boolean taken = false;
    try {
      long began = System.nanoTime();
      file.write(handed);
      parts.times().wrote(began, System.nanoTime());
      taken = true;
      return true;
    } catch (InterruptedException e) {
      throw MediaException.of(Code.IO, "writing was interrupted", e);
    } catch (MediaException e) {
      if (!gone(e) || !parts.opener().several() || !muxer.changes()) {
        throw e;
      }
      muxer.goes(muxer.used().orElseThrow());
      return false;
    } finally {
      if (!taken) {
        // Only the muxer's share of the payload is given up.
        handed.release();
      }
    }
  }

  private static boolean gone(MediaException e) {
    return Set.of(Code.SERVICE_GONE, Code.CLOSED).contains(e.code());
  }

  /** Closes the file that is open, if one is. One that shows nothing is removed. */
  private void end() throws MediaException {
    if (current.isEmpty()) {
      return;
    }
    OutputFile file = current.get();
    cutSoon = false;
    try {
      if (shows) {
        file.close();
      } else {
        file.remove();
        file.path().ifPresent(parts.opener()::forget);
      }
      told(Kind.FILE_CLOSED, file, shows ? " is complete" : " showed nothing and was removed");
    } catch (MediaException e) {
      ended(e, file);
    } finally {
      count(file.statistics().fileBytes());
    }
  }

  private synchronized void count(long bytes) {
    closedBytes += bytes;
    current = Optional.empty();
  }

  private void ended(MediaException e, OutputFile file) throws MediaException {
    if (e.code() == Code.CODEC_GONE && muxer.going() && !kept.isEmpty()) {
      // Nobody knows which of the frames it took it has: all that are kept are shown again.
      keptAreShown = false;
    } else if (!gone(e)) {
      // Taken by the muxer, so counted as written, but without a codec there was no way.
      MuxerStatistics left = file.statistics();
      parts.losses().add(Math.max(0, left.framesAccepted() - left.samplesWritten()));
      throw e;
    }
    told(Kind.FILE_CLOSED, file, " was closed by its muxer: " + e.getMessage());
  }

  /** Closes the last file and lets go of everything. */
  void close() throws MediaException {
    try {
      parts.losses().tell("a part was missing for longer than frames could be kept");
      kept.clear();
      end();
    } finally {
      muxer.end();
    }
  }

  /** Whether a muxer was waited for in vain. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** What was kept of what files show. */
  long keptBytes() {
    return kept.bytes();
  }

  /** Lets go of what was kept; false if there was nothing. */
  boolean forgetKept() {
    boolean some = !kept.isEmpty();
    kept.clear();
    return some;
  }

  /** What the recording lacks now, such as {@code a muxer}. From any thread. */
  Optional<String> waitsFor() {
    if (muxer.waiting()) {
      return Optional.of("a muxer");
    }
    Optional<Set<String>> codecs = current.map(file -> file.statistics().codecsAwaited());
    return codecs
        .filter(names -> !names.isEmpty())
        .map(names -> "the codec " + String.join(", ", names))
        .or(() -> codecAwaited);
  }

  /** How many bytes the files have. From any thread. */
  synchronized long bytes() {
    return closedBytes + current.map(file -> file.statistics().fileBytes()).orElse(0L);
  }

  /** The names of the files. From any thread. */
  List<Path> files() {
    return parts.opener().files();
  }

  /** The file that is open now. From any thread. */
  Optional<OutputFile> current() {
    return current;
  }

  private void told(Kind kind, OutputFile file, String what) {
    MediaEvent event =
        MediaEvent.of(kind, file.path().map(Path::toString).orElse("the output") + what);
    events.onEvent(file.path().map(event::withFile).orElse(event));
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
