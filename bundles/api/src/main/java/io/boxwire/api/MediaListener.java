package io.boxwire.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of events. Called on the thread that found out, with no lock of the framework held where
 * that can be avoided; must return quickly and throw nothing.
 */
@ConsumerType
@FunctionalInterface
public interface MediaListener {
  /**
   * Takes an event.
   *
   * @param event what happened
   */
  void onEvent(MediaEvent event);
}
