package io.boxwire.api;

import java.io.Closeable;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes one file or stream: declare the tracks, write frames, close.
 *
 * <p>Tracks are declared before the first frame. Each track's frames are then written in decode
 * order, by one thread at a time; different tracks may be written from different threads.
 *
 * <p>{@link #close} always leaves a playable file or says why it could not. Only it, or the end of
 * the service that made the muxer, ends one.
 */
@ProviderType
public interface Muxer extends Closeable {
  /**
   * Declares a track.
   *
   * @param format what it holds
   * @return the track's number, from 1, which is also its {@code track_ID} in the file
   * @throws MediaException {@code NO_CODEC} if no plugin is present for its codec; {@code
   *     BAD_STATE} after the first frame; {@code BAD_REQUEST} if the layout can't hold such a track
   */
  int addTrack(TrackFormat format) throws MediaException;

  /**
   * Writes a frame. When this returns, the frame is <i>offered</i>: it will be in the file, or a
   * later call says why not. Blocks while a bounded buffer is full; holds no lock then that other
   * tracks need.
   *
   * <p>A borrowed payload is not used after the return. A transferred payload belongs to the muxer
   * from the call on if it returns normally, and stays the caller's if it throws.
   *
   * @param frame the frame; decode times of a track never go backwards
   * @throws MediaException {@code BAD_FRAME} if this frame can't be stored, after which writing may
   *     go on; {@code CONFIGURATION_CHANGED} if the layout can't express the new configuration;
   *     {@code CODEC_GONE}, {@code IO}, {@code SERVICE_GONE} or {@code CLOSED} if nothing more can
   *     be written
   * @throws InterruptedException if interrupted while it waits; the frame was not taken then
   */
  void write(Frame frame) throws MediaException, InterruptedException;

  /**
   * Says how far the work has come. May be called from any thread, also after close.
   *
   * @return a snapshot
   */
  MuxerStatistics statistics();

  /**
   * As {@link MuxerStatistics#codecsAwaited}, for who asks again and again while frames are written
   * and needs nothing else. May be called from any thread.
   *
   * @return the codecs' names; empty if nothing is missing
   */
  default Set<String> codecsAwaited() {
    return statistics().codecsAwaited();
  }

  /**
   * Waits for no codec plugin any more, for who ends soon and can't wait: while a plugin is
   * missing, the file is finished without the frames that were kept for it, and {@link #close} says
   * how many they are. Returns at once; may be called from any thread, at any time.
   */
  default void hurry() {}

  /**
   * Ends without finishing a file that was to be finished where it is: it stays as it was, see
   * {@link Sink.InPlace}. Any other file is finished as by {@link #close}, which does nothing
   * afterwards.
   *
   * @throws MediaException as {@link #close}
   */
  default void abandon() throws MediaException {
    close();
  }

  /**
   * Finishes the file. A second call does nothing, or throws again what the first one threw.
   *
   * @throws MediaException if the file could not be finished, or a frame accepted earlier is not in
   *     it; what was written before is as playable as the layout allows
   */
  @Override
  void close() throws MediaException;
}
