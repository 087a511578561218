package io.boxwire.recorder.internal.configured;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who has which name: of several configurations that ask for one, the first. Safe for use by any
 * number of threads.
 */
final class Names {
  private final ConcurrentMap<String, String> owners = new ConcurrentHashMap<>();

  /**
   * Takes a name.
   *
   * @return what stands against it; empty if it is the configuration's now, or was already
   */
  Optional<String> claim(String name, String pid) {
    String owner = owners.computeIfAbsent(name, free -> pid);
    return owner.equals(pid)
        ? Optional.empty()
        : Optional.of("the name " + name + ", which the configuration " + owner + " has");
  }

  /** Whether another configuration has a name. */
  boolean isOfAnother(String name, String pid) {
    return !owners.getOrDefault(name, pid).equals(pid);
  }

  /** Gives a name back. */
  void release(String name, String pid) {
    owners.remove(name, pid);
  }
}
