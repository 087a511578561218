package io.boxwire.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who owns the memory behind frames. One owner commonly stands behind many frames, such as those
 * that lie in one read window, and reuses its memory when the last is released.
 *
 * <p>Both methods are called from any thread.
 */
@ConsumerType
public interface PayloadOwner {
  /** Another frame needs the memory until a matching {@link #release()}. */
  void retain();

  /** One frame no longer needs the memory. Called exactly once for each frame handed over. */
  void release();
}
