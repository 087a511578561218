package io.boxwire.device.k230.internal.kdmp4;

import java.util.HashMap;
import java.util.Map;

/**
 * What the last failed call said: for each instance, for the one that was destroyed last, and for
 * calls that had no valid handle. Safe for use by any number of threads.
 */
final class Failures {
  private final Map<Long, String> ofInstances = new HashMap<>();
  private String ofOthers = "";
  private long destroyed;

  synchronized void created(long handle) {
    ofInstances.put(handle, "");
  }

  /** The message stays until another instance is destroyed. */
  synchronized void destroyed(long handle) {
    ofInstances.remove(destroyed);
    destroyed = handle;
  }

  synchronized void note(long handle, String message) {
    if (ofInstances.replace(handle, message) == null) {
      ofOthers = message;
    }
  }

  synchronized String message(long handle) {
    return ofInstances.getOrDefault(handle, ofOthers);
  }
}
