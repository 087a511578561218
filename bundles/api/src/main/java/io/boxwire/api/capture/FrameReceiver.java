package io.boxwire.api.capture;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the frames of a session that delivers them by itself, see {@link CaptureSession#deliverTo}.
 *
 * <p>Safe for threads; but the frames of a track come in the order in which these calls return. No
 * call waits for storage, a file or a codec. A session drops its receiver when it is closed.
 */
@ProviderType
public interface FrameReceiver {
  /**
   * Takes the next frame, if there is room for it.
   *
   * @param frame as {@link CaptureSession#read()} gives them; with true it is the receiver's, which
   *     releases it
   * @return false if it was not taken, and is still the session's: there is no room now, or no more
   *     are wanted. What the session drops for that it counts among {@link
   *     CaptureSession#framesDropped()}
   */
  boolean take(Frame frame);

  /** The device has come to its end. What is delivered from here on is not taken. */
  void end();

  /**
   * The device failed. What is delivered from here on is not taken.
   *
   * @param why commonly {@code DEVICE_FAILED}
   */
  void fail(MediaException why);
}
