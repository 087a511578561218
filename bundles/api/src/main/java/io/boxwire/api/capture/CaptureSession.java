package io.boxwire.api.capture;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open capture device. {@link #read()} is called by one thread; the other methods from any.
 *
 * <p>A thread that is woken for each frame costs more than all the rest of recording it. Where one
 * thread serves many cameras anyway, such as the loop of a selector, the session may deliver its
 * frames by {@link #deliverTo calls} instead.
 *
 * <p>Capture times of all tracks come from one clock: the same moment has the same time in each
 * track, counted in the track's timescale.
 */
@ConsumerType
public interface CaptureSession extends Closeable {
  /**
   * The tracks it delivers.
   *
   * @return formats; frames on track n are of the n-th format, counted from 1
   */
  List<TrackFormat> tracks();

  /**
   * Waits for the next frame. A video frame holds a picture: parameter sets come in one with the
   * picture they belong to, so that any sync picture can begin a file. {@link Frame#randomAccess()}
   * says which those are; a device that does not say it is recorded all the same, but its files
   * can't be cut, nor be continued by another muxer without a gap.
   *
   * <p>Frames may be held for as long as a group of pictures lasts: a device that reuses its memory
   * copies what is needed longer.
   *
   * @return the frame with a transferred payload; empty if the device has come to its end
   * @throws MediaException {@code DEVICE_FAILED} if the device failed; {@code CLOSED} if the
   *     session was closed meanwhile
   * @throws InterruptedException if interrupted while it waits
   */
  Optional<Frame> read() throws MediaException, InterruptedException;

  /**
   * Asks the session to deliver its frames by itself, on threads of its own, and starts that: it
   * then is not read. Called once at most, before anything is read, and not of a session that
   * {@linkplain #waits() waits}.
   *
   * @param receiver takes the frames, until the session is closed; what it is given after that is
   *     not taken
   * @return false if the session is to be read instead, and nothing was started; by default
   * @throws MediaException {@code DEVICE_FAILED} if the device failed; {@code CLOSED} if the
   *     session was closed meanwhile
   */
  default boolean deliverTo(FrameReceiver receiver) throws MediaException {
    return false;
  }

  /**
   * Asks for a sync picture, with its parameter sets, as soon as the device can make one. Devices
   * that can't do nothing.
   */
  default void requestSync() {}

  /**
   * Whether the device waits while it is not read, and so drops nothing, as one that plays a file
   * does. It may then be left unread for a while where a live one has to be read on.
   *
   * @return false by default: the device is live
   */
  default boolean waits() {
    return false;
  }

  /**
   * How many frames the device had to drop so far because they were not read in time.
   *
   * @return a count
   */
  default long framesDropped() {
    return 0;
  }

  /**
   * Stops capturing; a {@link #read()} that waits ends. Frames read before stay valid until they
   * are released.
   *
   * @throws MediaException if the device could not be let go properly
   */
  @Override
  void close() throws MediaException;
}
