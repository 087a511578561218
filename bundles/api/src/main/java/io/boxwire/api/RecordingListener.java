package io.boxwire.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of what happens to every recording. An OSGi service; the recorder calls each one that is
 * present. Carries no payload.
 *
 * <p>Called on the thread that found out, and for one recording in order; must return quickly and
 * throw nothing. A recorder made by {@link Recorder#using} tells none: whoever makes a recording
 * has its {@link MuxerOptions#listener()}.
 */
@ConsumerType
@FunctionalInterface
public interface RecordingListener {
  /**
   * Takes an event.
   *
   * @param recording the recording as it stands
   * @param event what happened to it
   */
  void onEvent(RecordingStatus recording, MediaEvent event);
}
