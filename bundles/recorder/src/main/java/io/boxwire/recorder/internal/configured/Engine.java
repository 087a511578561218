package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * The recorder, as configured recordings need it. What happens to the recordings that it starts is
 * told to {@link ConfiguredRecordings#told}.
 */
public interface Engine {
  /**
   * Names a part that a recording needs and that is not there now.
   *
   * @param device the {@code device.id}
   * @param codecs the codecs
   * @return such as {@code the codec h264}; empty if all are there
   */
  Optional<String> missing(String device, Collection<String> codecs);

  /**
   * Starts a recording, as {@link io.boxwire.api.Recorder#start}.
   *
   * @param request what is recorded, and where to
   * @return the recording
   * @throws MediaException as {@link io.boxwire.api.Recorder#start}
   */
  Recording start(RecordingRequest request) throws MediaException;

  /**
   * Opens a file of an earlier run.
   *
   * @param file the file
   * @return its content; empty if nobody is there who can read it
   * @throws MediaException if it can't be read
   */
  default Optional<Demuxer> read(Path file) throws MediaException {
    return Optional.empty();
  }

  /**
   * How a recording stands that was started here.
   *
   * @param request what it was started with, the very object
   * @return empty if it has ended, or not begun
   */
  Optional<RecordingStatus> running(RecordingRequest request);

  /**
   * Has a recording that was started here wait no more for a part that is missing, for who stops it
   * and can't wait. Returns at once.
   *
   * @param request what it was started with, the very object
   */
  void hurry(RecordingRequest request);

  /**
   * Tells everyone who listens what happened to a recording.
   *
   * @param recording how it stands
   * @param event what happened
   */
  void tell(RecordingStatus recording, MediaEvent event);
}
