package io.boxwire.muxer.internal;

/** A hold on memory that some sample lies in. */
interface Claim {
  /** Lets go. Called once, from any thread. */
  void release();
}
