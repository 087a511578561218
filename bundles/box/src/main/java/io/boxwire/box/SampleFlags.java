package io.boxwire.box;

/** The 32 bits that say in a fragment what a sample depends on (ISO/IEC 14496-12:2022 8.8.3.1). */
public final class SampleFlags {
  /** A sample that depends on no other: a sync sample of video. */
  public static final long SYNC = 0x0200_0000L;

  /** A sample that depends on others and is no sync sample. */
  public static final long NON_SYNC = 0x0101_0000L;

  /** A sample of which nothing is said, so it is a sync sample: audio. */
  public static final long PLAIN = 0;

  private static final long NON_SYNC_BIT = 0x0001_0000L;

  private SampleFlags() {}

  /**
   * Tells whether a sample is a sync sample.
   *
   * @param flags its flags
   * @return true if it is
   */
  public static boolean isSync(long flags) {
    return (flags & NON_SYNC_BIT) == 0;
  }

  /**
   * Tells what a sample depends on.
   *
   * @param flags its flags
   * @return 0 unknown, 1 on others, 2 on none
   */
  public static int dependsOn(long flags) {
    return (int) (flags >>> 24) & 3;
  }

  /**
   * Tells what depends on a sample.
   *
   * @param flags its flags
   * @return 0 unknown, 1 others do, 2 none does
   */
  public static int isDependedOn(long flags) {
    return (int) (flags >>> 22) & 3;
  }
}
