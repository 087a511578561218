package io.boxwire.device.k230.internal.module;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the module has opened for its users and they have not closed yet; all of it is closed when
 * the module goes. Safe for use by any number of threads.
 */
public final class OpenObjects {
  private final Set<Open> open = new LinkedHashSet<>();
  private boolean closed;

  /** Something open. */
  @FunctionalInterface
  public interface Open {
    /**
     * Finishes what is written and lets go of everything; later calls of its user fail with {@code
     * SERVICE_GONE}. Throws nothing: its user is told by those calls.
     */
    void moduleGone();
  }

  /**
   * Notes that something is open.
   *
   * @param object what is open
   * @throws MediaException {@code SERVICE_GONE} if the module has gone; nothing is noted then
   */
  public synchronized void add(Open object) throws MediaException {
    if (closed) {
      throw MediaException.of(Code.SERVICE_GONE, "the K230 module was stopped");
    }
    open.add(object);
  }

  /**
   * Forgets what is closed.
   *
   * @param object what was open
   */
  public synchronized void remove(Open object) {
    open.remove(object);
  }

  /** Closes all that is open; nothing more can be opened. */
  public void closeAll() {
    List<Open> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(open);
      open.clear();
    }
    RuntimeException failure = null;
    for (Open object : all) {
      try {
        object.moduleGone();
      } catch (RuntimeException e) {
        // A fault of one must not leave the files of the others unfinished.
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
