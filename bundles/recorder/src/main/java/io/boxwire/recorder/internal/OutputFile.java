package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One file that is being written: a muxer, and which of its tracks is which of the device's. */
final class OutputFile {
  private final Muxer muxer;
  private final Optional<Path> path;
  private final int[] tracks;
  private final long[] shifts;

  private OutputFile(Muxer muxer, Optional<Path> path, int[] tracks, long[] shifts) {
    this.muxer = muxer;
    this.path = path;
    this.tracks = tracks;
    this.shifts = shifts;
  }

  /**
   * Creates the file and declares its tracks. If that fails, no file is left behind.
   *
   * @param continuation the tracks, in the device's order, and what is taken off their times
   */
  static OutputFile create(
      MuxerFactory muxers, Sink sink, MuxerOptions options, Continuation continuation)
      throws MediaException {
    List<TrackFormat> formats = continuation.formats();
    Optional<Path> path =
        sink instanceof Sink.File file ? Optional.of(file.path()) : Optional.empty();
    Muxer muxer = muxers.open(sink, options);
    try {
      int[] tracks = new int[formats.size()];
      long[] shifts = new long[formats.size()];
      for (int i = 0; i < tracks.length; i++) {
        tracks[i] = muxer.addTrack(formats.get(i));
        shifts[i] = continuation.seconds() * formats.get(i).timescale();
      }
      return new OutputFile(muxer, path, tracks, shifts);
    } catch (Throwable e) {
      undo(muxer, path, e);
      throw e;
    }
  }

  /** The file, if it is one. */
  Optional<Path> path() {
    return path;
  }

  /**
   * Writes a frame.
   *
   * @param frame a transferred frame on a track of the device; the muxer's if this returns, else
   *     still the caller's
   * @throws MediaException as {@link Muxer#write}
   */
  void write(Frame frame) throws MediaException, InterruptedException {
    int track = tracks[frame.track() - 1];
    long shift = shifts[frame.track() - 1];
    if (track == frame.track() && shift == 0) {
      muxer.write(frame);
    } else {
      muxer.write(
          frame.toBuilder()
              .track(track)
              .times(frame.decodeTime() - shift, frame.compositionTime() - shift)
              .build());
    }
  }

  /** How far the muxer has come. */
  MuxerStatistics statistics() {
    return muxer.statistics();
  }

  /** As {@link Muxer#codecsAwaited}. From any thread. */
  Set<String> codecsAwaited() {
    return muxer.codecsAwaited();
  }

  /** As {@link Muxer#hurry}. From any thread. */
  void hurry() {
    muxer.hurry();
  }

  /** How many tracks it has. */
  int trackCount() {
    return tracks.length;
  }

  /** How many of the frames it took last a file that has ended has not, by track of the device. */
  Map<Integer, Long> unwritten() {
    Map<Integer, Long> byNumber = muxer.statistics().framesUnwritten();
    Map<Integer, Long> unwritten = new TreeMap<>();
    for (int i = 0; i < tracks.length; i++) {
      if (byNumber.containsKey(tracks[i])) {
        unwritten.put(i + 1, byNumber.get(tracks[i]));
      }
    }
    return unwritten;
  }

  /** Finishes the file. As {@link Muxer#close}, also when called again. */
  void close() throws MediaException {
    muxer.close();
  }

  /** Finishes the file and removes it, since it has nothing to show. */
  void remove() throws MediaException {
    try {
      muxer.close();
    } finally {
      delete();
    }
  }

  /** Removes a file that is finished and has nothing to show. */
  void delete() throws MediaException {
    if (path.isPresent()) {
      try {
        Files.deleteIfExists(path.get());
      } catch (IOException e) {
        throw MediaException.io("can't remove the empty file " + path.get(), e);
      }
    }
  }

  private static void undo(Muxer muxer, Optional<Path> path, Throwable why) {
    try {
      muxer.close();
    } catch (MediaException | RuntimeException e) {
      why.addSuppressed(e);
    }
    if (path.isPresent()) {
      try {
        Files.deleteIfExists(path.get());
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
  }
}
