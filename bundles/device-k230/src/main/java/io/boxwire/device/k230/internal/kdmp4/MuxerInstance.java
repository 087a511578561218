package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Writes a file: a muxer, and its tracks by their handles. */
final class MuxerInstance extends Instance {
  private final Muxer muxer;
  private final TrackFormats formats;
  private final LongSupplier handles;
  private final Consumer<String> log;
  private final Map<Long, WrittenTrack> tracks = new HashMap<>();
  private Phase phase = Phase.TRACKS_COME;
  private boolean warned;

  /** What may be called. */
  private enum Phase {
    /** Tracks may be created. */
    TRACKS_COME,
    /** A frame has come. */
    FRAMES_COME,
    /** The tracks were destroyed. */
    TRACKS_GONE
  }

  /**
   * Makes an instance.
   *
   * @param muxer just opened
   * @param formats makes the formats of tracks
   * @param handles gives handles to tracks
   * @param log takes warnings
   */
  MuxerInstance(Muxer muxer, TrackFormats formats, LongSupplier handles, Consumer<String> log) {
    this.muxer = muxer;
    this.formats = formats;
    this.handles = handles;
    this.log = log;
  }

  @Override
  String purpose() {
    return "writes a file";
  }

  @Override
  long createTrack(KMp4TrackInfo info) throws Refusal, MediaException {
    if (phase != Phase.TRACKS_COME) {
      throw new Refusal(
          ReturnCode.STATE,
          "tracks are created before the first frame, and before any is destroyed");
    }
    TrackFormats.Created created = formats.of(info);
    int number = muxer.addTrack(created.format());
    long handle = handles.getAsLong();
    tracks.put(handle, new WrittenTrack(number, created));
    return handle;
  }

  @Override
  void destroyTracks() {
    tracks.clear();
    phase = Phase.TRACKS_GONE;
  }

  @Override
  void writeFrame(long handle, KMp4FrameData frame)
      throws Refusal, MediaException, InterruptedException {
    WrittenTrack track = tracks.get(handle);
    if (track == null) {
      throw new Refusal(ReturnCode.TRACK, "the instance has no track with the handle " + handle);
    }
    // Also a frame that is refused ends the muxer's taking of tracks.
    phase = Phase.FRAMES_COME;
    track.write(frame, muxer, this::warnOnce);
  }

  private void warnOnce(String message) {
    if (!warned) {
      warned = true;
      log.accept(message);
    }
  }

  @Override
  void close() throws MediaException {
    muxer.close();
  }

  /** A writer may wait for a codec plugin that does not come any more: this is what wakes it. */
  @Override
  public void moduleGone() {
    markGone();
    try {
      muxer.close();
    } catch (MediaException e) {
      log.accept("a file could not be finished when the K230 module went: " + e.getMessage());
    }
  }
}
