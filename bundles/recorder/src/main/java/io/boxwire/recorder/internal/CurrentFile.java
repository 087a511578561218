package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerStatistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of a recording that is written now, if there is one: whether it shows anything, and how
 * it ends. Used by the writing thread; what other threads may call says so.
 */
final class CurrentFile {
  /** What nobody knows the number of. */
  static final long UNKNOWN = Long.MAX_VALUE;

  private static final Set<Code> GONE = Set.of(Code.SERVICE_GONE, Code.CLOSED);

  private final NextFile opener;
  private final WriteTimes times;
  private final Losses losses;
  private final RecordingEvents events;
  private volatile Optional<OutputFile> file = Optional.empty();
  private Written closed = new Written(0, 0, Duration.ZERO);
  private boolean shows;

  /** Whether it has ended for want of room, and another file can go on. */
  private boolean full;

  /**
   * What files together came to.
   *
   * @param bytes how long they are
   * @param forces how often they were forced to storage
   * @param longestForce the longest time until a fragment was
   */
  record Written(long bytes, long forces, Duration longestForce) {
    private Written and(OutputFile file) {
      MuxerStatistics more = file.statistics();
      Duration longest =
          more.longestForce().compareTo(longestForce) > 0 ? more.longestForce() : longestForce;
      return new Written(bytes + more.fileBytes(), forces + more.forces(), longest);
    }
  }

  /**
   * None yet.
   *
   * @param opener remembers the names of the files
   * @param times is told how long writing takes
   * @param losses takes what is in no file
   * @param events is told of the files
   */
  CurrentFile(NextFile opener, WriteTimes times, Losses losses, RecordingEvents events) {
    this.opener = opener;
    this.times = times;
    this.losses = losses;
    this.events = events;
  }

  /** A file is open; it shows nothing yet. */
  void begin(OutputFile opened) {
    file = Optional.of(opened);
    shows = false;
    full = false;
    told(Kind.FILE_OPENED, opened, " was begun");
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return file.isEmpty();
  }

  /** The file that is open now. From any thread. */
  Optional<OutputFile> file() {
    return file;
  }

  /** Whether it shows anything. */
  boolean shows() {
    return shows;
  }

  /** It shows what was written last, or is worth keeping though it shows nothing. */
  void show() {
    shows = true;
  }

  /** What all files came to, with those that have ended. From any thread. */
  synchronized Written written() {
    return file.map(closed::and).orElse(closed);
  }

  /** The codecs that it waits for. From any thread. */
  Set<String> codecsAwaited() {
    Optional<OutputFile> open = file;
    return open.isPresent() ? open.get().codecsAwaited() : Set.of();
  }

  /** Has it wait for no codec any more, if there is one. */
  void hurry() {
    file.ifPresent(OutputFile::hurry);
  }

  /**
   * Writes a frame.
   *
   * @throws MediaException as {@link io.boxwire.api.Muxer#write}; the muxer has none of it then
   */
  void write(SharedFrame shared) throws MediaException {
    Frame handed = shared.handed();
    boolean taken = false;
    try {
      long began = System.nanoTime();
      file.orElseThrow().write(handed);
      times.wrote(began, System.nanoTime());
      taken = true;
    } catch (InterruptedException e) {
      throw MediaException.of(Code.IO, "writing was interrupted", e);
    } finally {
      if (!taken) {
        // Only the muxer's share of the payload is given up.
        shared.takeBack(handed);
      }
    }
  }

  /**
   * Whether another file can go on where this one can't: because it is as large as files may be, or
   * because the disk is full, and the oldest files were removed.
   *
   * @param bytes how much it begins with
   */
  boolean makesRoom(MediaException e, long bytes) {
    full = tooLarge(e, bytes) || opener.makesRoom(e, bytes);
    return full;
  }

  /**
   * Whether an exception says that the file can't grow, as one of 4 GiB on a memory card can't, and
   * another file can go on: one that takes more than is to be written to it again.
   */
  private boolean tooLarge(MediaException e, long bytes) {
    return opener.several()
        && FileLimit.isReasonOf(e)
        && file.filter(one -> one.statistics().mediaBytes() > bytes).isPresent();
  }

  /** Whether the last file has ended like that. */
  boolean full() {
    return full;
  }

  /** Whether an exception says that the muxer has ended the file by itself. */
  static boolean endedByItself(MediaException e) {
    return GONE.contains(e.code());
  }

  /**
   * Closes it, if there is one. One that shows nothing is removed.
   *
   * @param muxerGoes whether the muxer goes away, and so may not have had the time for all
   * @param bytes how much another file begins with
   * @return how many of the frames it took last it has not, by track; all that may be, {@link
   *     #UNKNOWN}, where nobody says
   */
  Map<Integer, Long> end(boolean muxerGoes, long bytes) throws MediaException {
    if (file.isEmpty()) {
      return Map.of();
    }
    OutputFile ending = file.get();
    try {
      if (shows) {
        ending.close();
      } else {
        ending.remove();
        ending.path().ifPresent(opener::forget);
      }
      told(Kind.FILE_CLOSED, ending, shows ? " is complete" : " showed nothing and was removed");
      if (shows && ending.path().filter(Files::notExists).isPresent()) {
        told(Kind.FILE_REMOVED, ending, " is gone: somebody removed it while it was written");
      }
      return Map.of();
    } catch (MediaException e) {
      boolean codecGone = e.code() == Code.CODEC_GONE && muxerGoes;
      Map<Integer, Long> unwritten = ending.unwritten();
      boolean goesOn = codecGone || endedByItself(e) || full || makesRoom(e, bytes);
      if (!goesOn) {
        // They count as written, and no other file will show them.
        unwritten.forEach(losses::unwritten);
        throw e;
      }
      if (full && hasNone(ending, unwritten)) {
        // Not even a beginning of it found room.
        ending.delete();
        ending.path().ifPresent(opener::forget);
      }
      told(
          Kind.FILE_CLOSED,
          ending,
          (full ? " ends early: " : " was closed by its muxer: ") + e.getMessage());
      return codecGone && unwritten.isEmpty() ? unknown(ending) : unwritten;
    } finally {
      count(ending);
      ending.path().ifPresent(opener::closed);
    }
  }

  /** Whether a file has, by its muxer's own account, none of the frames that it took. */
  private static boolean hasNone(OutputFile file, Map<Integer, Long> unwritten) {
    long accepted = file.statistics().framesAccepted();
    long missing = unwritten.values().stream().mapToLong(Long::longValue).sum();
    return accepted > 0 && missing == accepted;
  }

  private static Map<Integer, Long> unknown(OutputFile ending) {
    Map<Integer, Long> all = new TreeMap<>();
    for (int track = 1; track <= ending.trackCount(); track++) {
      all.put(track, UNKNOWN);
    }
    return all;
  }

  private synchronized void count(OutputFile ended) {
    closed = closed.and(ended);
    file = Optional.empty();
  }

  private void told(Kind kind, OutputFile which, String what) {
    MediaEvent event =
        MediaEvent.of(kind, which.path().map(Path::toString).orElse("the output") + what);
    events.onEvent(which.path().map(event::withFile).orElse(event));
  }
}
