package io.boxwire.api;

import io.boxwire.api.capture.CaptureDevice;
import java.util.Collection;
import java.util.List;
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
   *     what is wanted; {@code NO_CODEC} if a track has no codec plugin; {@code DEVICE_FAILED};
   *     {@code IO} if the file exists or can't be created; {@code SERVICE_GONE} if no muxer is
   *     present, or the recorder has ended
   */
  Recording start(RecordingRequest request) throws MediaException;

  /**
   * Opens a recording that writes a frame whenever its caller asks for one. The device is opened
   * and the file created before this returns; nothing is captured before {@link
   * SteppedRecording#begin()}.
   *
   * @param request what is recorded, and where to
   * @return the recording, to be stopped by the caller
   * @throws MediaException as {@link #start}; if it is thrown, no file is left behind
   */
  SteppedRecording open(RecordingRequest request) throws MediaException;

  /**
   * The recordings that have not ended, and those that configuration asks for, whether they can run
   * now or not.
   *
   * @return a snapshot, in the order of their names
   */
  List<RecordingStatus> recordings();

  /**
   * Makes a recorder that uses these parts and no others; for use without a service registry.
   *
   * @param muxers opens the muxers
   * @param devices the capture devices
   * @return the recorder, which ends when its recordings have ended
   */
  Recorder using(MuxerFactory muxers, Collection<? extends CaptureDevice> devices);
}
