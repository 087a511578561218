package io.boxwire.device.k230;

/** Where a call puts a handle: {@code k_u64_ptr}. Used by one thread at a time. */
public final class KU64Ptr {
  /** The handle; 0 is none. */
  public long value;

  /** Makes a place that holds 0. */
  public KU64Ptr() {}
}
