package io.boxwire.api;

/** Where the parameter sets of a video track live (ISO/IEC 14496-15:2022 5.4, 8.4). */
public enum ParameterSets {
  /** In the sample entry ({@code avc1}, {@code hvc1}); they are taken out of the samples. */
  ENTRY,
  /** Every NAL unit stays in the sample where it was ({@code avc3}, {@code hev1}). */
  KEEP
}
