package io.boxwire.device.k230.internal.container;

import io.boxwire.api.MediaException;

/**
 * What a container does between {@code create} and {@code destroy}. {@link #process()} is called by
 * one thread at a time, the others from any, in the order that the container's states allow.
 */
interface Session {
  /** Starts capturing, or the clock of playing back. */
  void start() throws MediaException;

  /**
   * Does one frame.
   *
   * @return false if there is none any more, or {@link #end()} was called, also while this waits
   * @throws InterruptedException if interrupted while it waits; it can be called again
   */
  boolean process() throws MediaException, InterruptedException;

  /**
   * Ends it, in whatever state, and lets go of device and file. Can be called again.
   *
   * @throws MediaException what it ended with, if it failed, each time by an exception of its own;
   *     device and file are let go all the same
   */
  void end() throws MediaException;

  /** How far it has come. */
  Report report();
}
