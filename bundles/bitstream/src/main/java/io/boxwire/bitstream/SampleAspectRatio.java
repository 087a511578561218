package io.boxwire.bitstream;

import io.boxwire.api.ConfigurationBox;
import java.nio.ByteBuffer;

/**
 * Width of a sample to its height (ITU-T H.264 and H.265 E.2.1, {@code sample_aspect_ratio}).
 *
 * @param horizontal {@code sar_width}, 0 to 65535; 0 if unspecified
 * @param vertical {@code sar_height}, 0 to 65535; 0 if unspecified
 */
public record SampleAspectRatio(int horizontal, int vertical) {
  /** Unspecified; to be shown as square. */
  public static final SampleAspectRatio UNSPECIFIED = new SampleAspectRatio(0, 0);

  /** Square samples. */
  public static final SampleAspectRatio SQUARE = new SampleAspectRatio(1, 1);

  /** {@code aspect_ratio_idc}: the ratio is written out. */
  public static final int EXTENDED = 255;

  /** Table E-1, from {@code aspect_ratio_idc} 0 on. */
  private static final int[] TABLE = {
    0, 0, 1, 1, 12, 11, 10, 11, 16, 11, 40, 33, 24, 11, 20, 11, 32, 11, 80, 33, 18, 11, 15, 11, 64,
    33, 160, 99, 4, 3, 3, 2, 2, 1
  };

  /**
   * Looks up Table E-1.
   *
   * @param idc {@code aspect_ratio_idc}, 0 to 254
   * @return the ratio; {@link #UNSPECIFIED} for 0 and for reserved values
   */
  public static SampleAspectRatio ofIdc(int idc) {
    if (idc <= 0 || idc * 2 >= TABLE.length) {
      return UNSPECIFIED;
    }
    return new SampleAspectRatio(TABLE[idc * 2], TABLE[idc * 2 + 1]);
  }

  /**
   * Says whether the ratio is known.
   *
   * @return true if neither number is 0
   */
  public boolean specified() {
    return horizontal != 0 && vertical != 0;
  }

  /**
   * Makes the box that tells it in a visual sample entry (ISO/IEC 14496-12:2022 12.1.4).
   *
   * @return a {@code pasp} box
   */
  public ConfigurationBox toPasp() {
    ByteBuffer payload = ByteBuffer.allocate(8).putInt(horizontal).putInt(vertical);
    return ConfigurationBox.of("pasp", payload.flip());
  }
}
