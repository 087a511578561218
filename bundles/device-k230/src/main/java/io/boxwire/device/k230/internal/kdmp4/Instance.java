package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.internal.module.OpenObjects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a handle stands for. Its calls wait for each other. Here, each of them is refused; an
 * instance of either type offers its own.
 */
abstract class Instance implements OpenObjects.Open {
  private final ReentrantLock lock = new ReentrantLock();
  private boolean destroyed;
  private volatile boolean gone;

  /** A call for an instance. */
  @FunctionalInterface
  interface Call {
    /**
     * Does it, under the instance's lock.
     *
     * @param instance the instance, which is open
     */
    void on(Instance instance) throws Refusal, MediaException, InterruptedException;
  }

  /** What the instance is for, as in "the instance reads a file". */
  abstract String purpose();

  /** Finishes or closes the file. May be called again, and gives the same result then. */
  abstract void close() throws MediaException;

  long createTrack(KMp4TrackInfo info) throws Refusal, MediaException {
    throw otherType();
  }

  void destroyTracks() throws Refusal {
    throw otherType();
  }

  void writeFrame(long track, KMp4FrameData frame)
      throws Refusal, MediaException, InterruptedException {
    throw otherType();
  }

  void fileInfo(KMp4FileInfo info) throws Refusal {
    throw otherType();
  }

  void track(int index, KMp4TrackInfo info) throws Refusal {
    throw otherType();
  }

  void frame(KMp4FrameData frame) throws Refusal, MediaException {
    throw otherType();
  }

  private Refusal otherType() {
    return new Refusal(ReturnCode.STATE, "the instance " + purpose() + ": the call is not for it");
  }

  /**
   * Does a call when those before it are done.
   *
   * @throws InterruptedException if interrupted while it waits; nothing was done then
   */
  final void run(Call call) throws Refusal, MediaException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (destroyed) {
        throw new Refusal(ReturnCode.HANDLE, "the instance was destroyed meanwhile");
      }
      checkNotGone();
      call.on(this);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the instance, whatever is thrown. An interrupt does not keep it from that. */
  final void destroy() throws Refusal, MediaException {
    lock.lock();
    try {
      destroyed = true;
      close();
      checkNotGone();
    } finally {
      lock.unlock();
    }
  }

  private void checkNotGone() throws Refusal {
    if (gone) {
      throw new Refusal(
          ReturnCode.SERVICE_GONE, "the K230 module was stopped, and the instance ended with it");
    }
  }

  /** The module goes; calls from now on are refused. */
  final void markGone() {
    gone = true;
  }

  /** Does something when the calls before it are done. */
  final void exclusively(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
