package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final RecordingEvents events;
  private final CurrentFile current;
  private final Handover handover;
  private volatile Optional<String> codecAwaited = Optional.empty();
  private long codecAwaitedSince;

  /** Which file is open, or was last. */
  private int number;

  private boolean several;
  private boolean seeking;
  private boolean cutSoon;
  private boolean cutNow;
  private boolean gaveUp;
  private boolean toldWaiting;

  /**
   * What the files are made with.
   *
   * @param tracks the device's tracks
   * @param muxer which service makes them
   * @param opener opens them
   * @param kept what the next one needs of the one before
   * @param unwritten what else the one before may lack
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
      UnwrittenFrames unwritten,
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
    this.events = parts.events();
    this.current = new CurrentFile(parts.opener(), parts.times(), parts.losses(), events);
    this.handover = new Handover(tracks, parts.kept(), parts.unwritten(), parts.losses());
    begin(first);
  }

  private void begin(OutputFile file) {
    number++;
    current.begin(file);
    parts.segments().ifPresent(Segments::opened);
  }

  /**
   * Does what is to be done now: closes a file that is to be cut here, or whose muxer goes away,
   * and looks for another.
   *
   * @throws MediaException {@code SERVICE_GONE} if none has come in time; or why the file could not
   *     be closed
   */
  void tend() throws MediaException {
    if (cutNow) {
      end();
    }
    if (muxer.going()) {
      leave();
    }
    if (!muxer.waiting()) {
      return;
    }
    if (!muxer.hurried() && muxer.find()) {
      resumed("another muxer is there");
    } else if (muxer.over()) {
      gaveUp = true;
      throw MediaException.of(
          Code.SERVICE_GONE,
          muxer.changes() && !muxer.hurried()
              ? "the muxer was stopped, and no other has come within " + text(muxer.patience())
              : "the muxer was stopped");
    } else {
      waiting("the muxer was stopped; another is waited for, at most " + text(muxer.patience()));
    }
  }

  private void waiting(String why) {
    if (!toldWaiting) {
      toldWaiting = true;
      events.onEvent(MediaEvent.of(Kind.RECORDING_WAITING, why));
    }
  }

  private void resumed(String why) {
    if (toldWaiting) {
      toldWaiting = false;
      events.onEvent(MediaEvent.of(Kind.RECORDING_RESUMED, why));
    }
  }

  /** Closes the file and lets go of its muxer. */
  private void leave() throws MediaException {
    if (handover.keeps()) {
      // The next file shows what this one waits for a codec with. The codec may have left together
      // with the muxer, by one refresh, which can't bring it back before the muxer is let go.
      current.hurry();
    }
    try {
      end();
    } finally {
      codecAwaited = Optional.empty();
      muxer.letGo();
    }
    if (handover.needsPoint()) {
      seek();
    }
  }

  /** Whether a file can begin at a frame. */
  boolean beginsAt(Frame frame) {
    return tracks.begins(frame);
  }

  /** From here on a file can only go on with a frame that one can begin at. */
  void seek() {
    handover.clear();
    seeking = handover.needsPoint();
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
    if (!current.isEmpty()) {
      return true;
    }
    Optional<MuxerFactory> factory = muxer.used();
    if (factory.isEmpty()) {
      return false;
    }
    handover.beginAt(next);
    List<Frame> coming = new ArrayList<>(List.of(next));
    later.forEach(coming::add);
    Optional<Continuation> continuation = handover.continuation(coming, last);
    return continuation.isPresent() && open(factory.get(), continuation.get());
  }

  private boolean open(MuxerFactory factory, Continuation continuation) throws MediaException {
    OutputFile file;
    try {
      file = parts.opener().open(factory, continuation);
    } catch (MediaException e) {
      return opensLater(e);
    }
    if (codecAwaited.isPresent()) {
      codecAwaited = Optional.empty();
      resumed("the codec plugin is there");
    }
    muxer.serves();
    several = true;
    seeking = false;
    begin(file);
    return repeat();
  }

  private boolean opensLater(MediaException e) throws MediaException {
    if (e.code() == Code.SERVICE_GONE && muxer.changes()) {
      muxer.letGoOfUseless();
      return false;
    }
    if (e.code() != Code.NO_CODEC || !muxer.changes()) {
      gaveUp = true;
      throw e;
    }
    long now = System.nanoTime();
    if (codecAwaited.isEmpty()) {
      codecAwaitedSince = now;
    }
    if (muxer.hurried() || now - codecAwaitedSince >= parts.opener().codecWait()) {
      gaveUp = true;
      throw e;
    }
    codecAwaited = Optional.of("a codec plugin: " + e.getMessage());
    waiting("no file can be begun: " + e.getMessage());
    return false;
  }

  /** Writes what the file needs to go on; false if that ends it. */
  private boolean repeat() throws MediaException {
    for (SharedFrame shared : handover.frames()) {
      try {
        if (!take(shared)) {
          if (muxer.going()) {
            leave();
          }
          return false;
        }
      } catch (MediaException e) {
        if (e.code() != Code.BAD_FRAME) {
          throw e;
        }
        // Without it, what follows may be refused as well, and is counted then.
        parts.losses().unwritten(shared.frame().track(), shared.missing() ? 1 : 0);
        shared.wentOn();
        continue;
      }
      if (shared.missing()) {
        shows(shared.frame());
      }
      shared.wentOn();
      parts.segments().ifPresent(segments -> segments.repeated(shared.frame()));
    }
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
    boolean taken = false;
    try {
      taken = take(shared);
    } catch (MediaException e) {
      if (e.code() != Code.CONFIGURATION_CHANGED
          || !current.shows()
          || !parts.opener().several()
          || shared.spent()) {
        throw e;
      }
      end();
      if (handover.nothingMissing()) {
        handover.clear();
      }
    } finally {
      if (!taken) {
        shared.undo();
      }
    }
    if (!taken) {
      return false;
    }
    shows(frame);
    if (parts.segments().isPresent()) {
      parts.segments().get().written(frame);
    }
    boolean waits = tracks.begins(frame) && !current.codecsAwaited().isEmpty();
    // Behind the pictures that lead an open-GOP picture, which belong to the file before.
    cutNow |= handover.wrote(shared, waits) && cutSoon;
    return true;
  }

  private void shows(Frame frame) {
    current.show();
    parts.losses().wentOn(frame.track());
  }

  /** Ends the file if it is long enough and this frame can begin the next: once, not the next. */
  private boolean cut(Frame frame) throws MediaException {
    if (!current.shows() || parts.segments().isEmpty() || !parts.segments().get().ends(frame)) {
      return false;
    }
    if (!tracks.beginsAnew(frame)) {
      cutSoon = true;
      return false;
    }
    handover.beginAt(frame);
    end();
    return true;
  }

  /** Hands a frame to the muxer; false if that has ended the file. */
  private boolean take(SharedFrame shared) throws MediaException {
    try {
      current.write(shared);
      shared.takenBy(number);
      return true;
    } catch (MediaException e) {
      if (shared.spent()) {
        throw e;
      }
      if (current.makesRoom(e, handover.bytes())) {
        end();
        if (handover.needsPoint()) {
          seek();
        }
        return false;
      }
      boolean over = CurrentFile.endedByItself(e);
      if (!over || !parts.opener().several() || !muxer.changes()) {
        throw e;
      }
      muxer.goes(muxer.used().orElseThrow());
      return false;
    }
  }

  /** Closes the file that is open, if one is. */
  private void end() throws MediaException {
    cutSoon = false;
    cutNow = false;
    handover.ended(number, current.end(muxer.going(), handover.bytes()));
  }

  /** Closes the last file and lets go of everything. */
  void close() throws MediaException {
    try {
      if (!several) {
        // Whoever asked for a file gets one, even if there was nothing to write to it.
        current.show();
      }
      end();
      writeMissing();
    } finally {
      handover.clear();
      muxer.end();
    }
  }

  /** What the last file lacks since its disk was full goes into one more. */
  private void writeMissing() throws MediaException {
    Optional<MuxerFactory> factory = muxer.used();
    while (current.full() && factory.isPresent() && !handover.nothingMissing()) {
      Optional<Continuation> continuation = handover.continuation(List.of(), true);
      if (continuation.isEmpty() || !open(factory.get(), continuation.get())) {
        return;
      }
      end();
    }
  }

  /** Whether there is no file for what comes, and will be none. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** What was kept of what files show. */
  long keptBytes() {
    return handover.bytes();
  }

  /** Lets go of what was kept; false if there was nothing. */
  boolean forgetKept() {
    return handover.clear();
  }

  /** What the recording lacks now, such as {@code a muxer}. From any thread. */
  Optional<String> waitsFor() {
    if (muxer.waiting()) {
      return Optional.of("a muxer");
    }
    return Optional.of(current.codecsAwaited())
        .filter(names -> !names.isEmpty())
        .map(names -> "the codec " + String.join(", ", names))
        .or(() -> codecAwaited);
  }

  /** What all files came to. From any thread. */
  CurrentFile.Written written() {
    return current.written();
  }

  /** The names of the files. From any thread. */
  List<Path> files() {
    return parts.opener().files();
  }

  /** The file that is open now. From any thread. */
  Optional<OutputFile> current() {
    return current.file();
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
