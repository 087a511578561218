package io.boxwire.device.k230;

import org.osgi.annotation.versioning.ConsumerType;

/** Is given the frames that an {@link Mp4Container} plays back. */
@ConsumerType
@FunctionalInterface
public interface Mp4FrameListener {
  /**
   * Takes a frame. Called on the thread that calls {@code process}, which throws what this throws;
   * it may stop or destroy the container.
   *
   * @param frame the frame, as {@link KdMp4#getFrame} gives it; it and its data are valid during
   *     this call
   */
  void onFrame(KMp4FrameData frame);
}
