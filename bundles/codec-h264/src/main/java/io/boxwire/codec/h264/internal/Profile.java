package io.boxwire.codec.h264.internal;

/** Names of profiles (ITU-T H.264 Annexes A, F, G and H). */
final class Profile {
  private Profile() {}

  /** The profile as people write it; {@code profile_idc} in words if it has no name. */
  static String name(int profile, int constraints) {
    boolean set1 = (constraints & 0x40) != 0;
    boolean set3 = (constraints & 0x10) != 0;
    boolean set4 = (constraints & 0x08) != 0;
    boolean set5 = (constraints & 0x04) != 0;
    return switch (profile) {
      case 66 -> set1 ? "Constrained Baseline" : "Baseline";
      case 77 -> "Main";
      case 88 -> "Extended";
      case 100 -> set4 && set5 ? "Constrained High" : set4 ? "Progressive High" : "High";
      case 110 -> set3 ? "High 10 Intra" : "High 10";
      case 122 -> set3 ? "High 4:2:2 Intra" : "High 4:2:2";
      case 244 -> set3 ? "High 4:4:4 Intra" : "High 4:4:4 Predictive";
      case 44 -> "CAVLC 4:4:4 Intra";
      case 83 -> "Scalable Baseline";
      case 86 -> "Scalable High";
      case 118 -> "Multiview High";
      case 128 -> "Stereo High";
      default -> "profile_idc " + profile;
    };
  }
}
