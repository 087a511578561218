package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTierLevelTest {
  @ParameterizedTest
  @CsvSource({
    // space, high tier, profile, compatibility, constraints, level, expected
    "0, false, 1, 60000000, B00000000000, 93, hvc1.1.6.L93.B0",
    "0, false, 2, 20000000, 900000000000, 120, hvc1.2.4.L120.90",
    "0, true, 2, 20000000, 000000000000, 153, hvc1.2.4.H153",
    "1, false, 4, 08000000, 9D0800000000, 30, hvc1.A4.10.L30.9D.8",
    "3, false, 1, 60000000, 9000000000B0, 186, hvc1.C1.6.L186.90.0.0.0.0.B0",
    "0, false, 0, 00000000, 000000000000, 0, hvc1.0.0.L0"
  })
  void codecString_profiles_areThoseOfAnnexE(
      int space,
      boolean high,
      int profile,
      String compatibility,
      String constraints,
      int level,
      String expected) {
    ProfileTierLevel ptl =
        new ProfileTierLevel(
            space,
            high,
            profile,
            Integer.parseUnsignedInt(compatibility, 16),
            Long.parseLong(constraints, 16),
            level);
    assertThat(ptl.codecString("hvc1")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bpyramid, hev1.1.6.L30.90",
    "main10-hdr, hev1.2.4.L30.90",
    "crop444, hev1.4.10.L30.9E.8",
    "crop422-10, hev1.4.10.L30.9D.8",
    "fields, hev1.1.6.L30.40"
  })
  void codecString_encodedStreams_tellTheirProfile(String name, String expected)
      throws MediaException {
    Sps sps = Sps.read(TestStream.of(name).first(NalType.SPS));
    assertThat(sps.profile().codecString("hev1")).isEqualTo(expected);
  }

  @Test
  void and_twoProfiles_keepsWhatHoldsForBoth() {
    ProfileTierLevel main = new ProfileTierLevel(0, false, 1, 0x60000000, 0xB00000000000L, 120);
    ProfileTierLevel main10 = new ProfileTierLevel(0, true, 2, 0x20000000, 0x900000000000L, 93);
    assertThat(main.and(main10))
        .isEqualTo(main10.and(main))
        .isEqualTo(new ProfileTierLevel(0, true, 2, 0x20000000, 0x900000000000L, 120));
  }
}
