package io.boxwire.itests.swaps.load;

import java.util.concurrent.FutureTask;

/** Makes threads that hold nothing of this bundle once they have ended. */
final class LoadThreads {
  private LoadThreads() {}

  /**
   * Makes a thread that forgets what it ran, as threads do on Java 17 but not on later ones: Felix
   * 7.0.5 may remember a thread that has ended.
   *
   * @param name its name, without the beginning that all have
   * @param work what it runs; throws nothing, since nobody would be told
   * @return the thread, not started
   */
  static Thread make(String name, Runnable work) {
    return new Thread(new FutureTask<>(work, null), "load " + name);
  }
}
