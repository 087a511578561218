package io.boxwire.box;

/** A box that starts with a version and flags (ISO/IEC 14496-12:2022 4.2.2). */
public interface FullBox extends Box {

  /**
   * Tells the version of the box's format.
   *
   * @return 0 to 255
   */
  int version();

  /**
   * Tells the flags.
   *
   * @return 24 bits
   */
  int flags();
}
