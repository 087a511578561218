package io.boxwire.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries frames from capture devices to muxers. An OSGi service; safe for use by any number of
 * threads.
 *
 * <p>A recording belongs to the recorder, not to the caller that started it: it goes on when that
 * caller goes away, until it is stopped, its limit is reached, or the recorder itself ends.
 */
@ProviderType
public interface Recorder {
  /**
   * Starts a recording. The device is opened and the file created before this returns.
   *
   * @param request what is recorded, and where to
   * @return the recording, which runs on threads of its own
   * @throws MediaException {@code BAD_REQUEST} if no such device is present or it can't deliver
   *     what is wanted; {@code DEVICE_FAILED}; {@code IO} if the file exists or can't be created
   */
  Recording start(RecordingRequest request) throws MediaException;
}
