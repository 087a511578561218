package io.boxwire.muxer.internal;

/** A hold on memory that some sample lies in. */
interface Claim {
  /** Lets go. From any thread; called once. */
  void release();
}
