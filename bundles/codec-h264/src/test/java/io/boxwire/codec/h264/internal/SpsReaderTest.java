package io.boxwire.codec.h264.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpsReaderTest {
  /** A High 4:4:4 Predictive set of 20x15 macroblocks, cropped by 1, 2, 3, 4 units. */
  private static BitWriter high(int chroma, boolean planes, boolean framesOnly) {
    BitWriter sps = new BitWriter().u(8, 0x67).u(8, 244).u(8, 0).u(8, 31).ue(5);
    sps.ue(chroma);
    if (chroma == 3) {
      sps.flag(planes);
    }
    sps.ue(2).ue(1).flag(false); // 10 and 9 bit
    scalingLists(sps, chroma == 3 ? 12 : 8);
    sps.ue(0).ue(2).ue(3).flag(false);
    sps.ue(19).ue(framesOnly ? 14 : 7).flag(framesOnly);
    if (!framesOnly) {
      sps.flag(true);
    }
    sps.flag(true).flag(true).ue(1).ue(2).ue(3).ue(4);
    return sps;
  }

  /** None; one that ends at once; one of deltas to its end; fall back for the rest. */
  private static void scalingLists(BitWriter sps, int lists) {
    sps.flag(true);
    for (int list = 0; list < lists; list++) {
      sps.flag(list % 3 != 0);
      if (list % 3 == 1) {
        sps.se(-8);
      } else if (list % 3 == 2) {
        for (int i = 0; i < (list < 6 ? 16 : 64); i++) {
          sps.se(i % 2 == 0 ? 3 : -2);
        }
      }
    }
  }

  private static Sps read(BitWriter bits) throws MediaException {
    return SpsReader.read(ByteBuffer.wrap(bits.nalUnit()));
  }

  @ParameterizedTest
  @CsvSource({
    // chroma, planes, frames only, width, height
    "0, false, true, 317, 233",
    "1, false, true, 314, 226",
    "2, false, true, 314, 233",
    "3, false, true, 317, 233",
    "3, true, true, 317, 233",
    "0, false, false, 317, 242",
    "1, false, false, 314, 228",
    "2, false, false, 314, 242",
    "3, false, false, 317, 242",
  })
  void read_cropping_countsInUnitsOfTheFormat(
      int chroma, boolean planes, boolean framesOnly, int width, int height) throws Exception {
    Sps sps = read(high(chroma, planes, framesOnly).flag(false));
    assertThat(sps.id()).isEqualTo(5);
    assertThat(sps.width()).isEqualTo(width);
    assertThat(sps.height()).isEqualTo(height);
    assertThat(sps.lumaDepth()).isEqualTo(10);
    assertThat(sps.chromaDepth()).isEqualTo(9);
    assertThat(sps.chromaArrayType()).isEqualTo(planes ? 0 : chroma);
    assertThat(sps.vui()).isEqualTo(Vui.NONE);
  }

  @Test
  void read_croppingBeyondTheSide_isMalformed() {
    BitWriter sps = new BitWriter().u(8, 0x67).u(8, 66).u(8, 0).u(8, 10).ue(0).ue(0).ue(2).ue(1);
    sps.flag(false).ue(0).ue(0).flag(true).flag(true).flag(true).ue(4).ue(4).ue(0).ue(0);
    assertThatThrownBy(() -> read(sps.flag(false))).isInstanceOf(MediaException.class);
  }

  @Test
  void read_usabilityInformation_withBothHrds_tellsTimingAndDepth() throws Exception {
    BitWriter sps = high(1, false, true).flag(true);
    sps.flag(false).flag(false).flag(false).flag(false);
    sps.flag(true).u(32, 1001).u(32, 0xFFFF_FFFFL).flag(false);
    for (int hrd = 0; hrd < 2; hrd++) {
      sps.flag(true).ue(1).u(8, 0).ue(9).ue(9).flag(true).ue(99).ue(9).flag(false).u(20, 77);
    }
    sps.flag(true).flag(true).flag(true).flag(true).ue(2).ue(1).ue(15).ue(15).ue(3).ue(4);
    Sps read = read(sps);
    assertThat(read.vui().unitsInTick()).isEqualTo(1001);
    assertThat(read.vui().timeScale()).isEqualTo(0xFFFF_FFFFL);
    assertThat(read.reorderDepth()).hasValue(0); // pic_order_cnt_type 2
    assertThat(read.vui().reorderFrames()).hasValue(3);
  }

  @Test
  void read_usabilityInformationCut_isAsIfItWereNotThere() throws Exception {
    assertThat(read(high(1, false, true).flag(true).u(3, 0)).vui()).isEqualTo(Vui.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    // profile, constraints, level, macroblocks wide, high, depth
    "100, 0, 40, 120, 68, 4",
    "100, 0, 31, 80, 45, 5",
    "77, 0, 30, 45, 36, 5",
    "66, 0, 10, 11, 9, 4",
    "66, 16, 11, 11, 9, 4", // level 1b
    "66, 0, 11, 11, 9, 9",
    "100, 0, 52, 120, 68, 16",
    "77, 16, 40, 120, 68, 4",
    "100, 0, 62, 480, 270, 5",
  })
  void maxDpbFrames_levelAndSize_areThoseOfTheTable(
      int profile, int constraints, int level, int width, int height, int depth) throws Exception {
    Sps sps = progressive(profile, constraints, level, width, height);
    assertThat(sps.reorderDepth()).isEmpty();
    assertThat(Level.maxDpbFrames(sps)).isEqualTo(depth);
  }

  @Test
  void reorderDepth_intraProfiles_isZero() throws Exception {
    assertThat(progressive(100, 0x10, 40, 120, 68).reorderDepth()).hasValue(0);
    assertThat(progressive(122, 0x10, 40, 120, 68).reorderDepth()).hasValue(0);
  }

  private static Sps progressive(int profile, int constraints, int level, int width, int height)
      throws MediaException {
    BitWriter sps = new BitWriter().u(8, 0x67).u(8, profile).u(8, constraints).u(8, level).ue(0);
    if (Sps.tellsChroma(profile)) {
      sps.ue(1).ue(0).ue(0).flag(false).flag(false);
    }
    sps.ue(0).ue(0).ue(0).ue(1).flag(false).ue(width - 1).ue(height - 1);
    return read(sps.flag(true).flag(true).flag(false).flag(false));
  }

  @Test
  void read_randomBits_throwNothingButMediaException() {
    Random random = new Random(4);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      bytes[0] = 0x67;
      try {
        Sps sps = SpsReader.read(ByteBuffer.wrap(bytes));
        assertThat(sps.width()).isBetween(1, 65_535);
        assertThat(sps.height()).isBetween(1, 65_535);
        read++;
      } catch (MediaException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      try {
        Pps.read(ByteBuffer.wrap(bytes));
      } catch (MediaException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
