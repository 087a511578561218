package io.boxwire.device.k230;

import io.boxwire.api.MediaException;
import org.osgi.annotation.versioning.ConsumerType;

/** Is given the frames that an {@link Mp4Container} plays back. */
@ConsumerType
@FunctionalInterface
public interface Mp4FrameListener {
  /**
   * Takes a frame. Called on the thread that calls {@code process}, which throws what this throws,
   * and goes on with the next frame when it is called again. It may stop or destroy the container.
   *
   * @param frame the frame, as {@link KdMp4#getFrame} gives it; it and its data are valid during
   *     this call
   * @throws MediaException if it can't be passed on
   * @throws InterruptedException if interrupted while it is passed on
   */
  void onFrame(KMp4FrameData frame) throws MediaException, InterruptedException;
}
