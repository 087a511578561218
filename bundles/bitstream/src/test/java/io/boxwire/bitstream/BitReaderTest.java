package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitReaderTest {
  private static BitReader nal(String hex) {
    byte[] bytes = HexFormat.of().withDelimiter(" ").parseHex(hex);
    return BitReader.ofNalUnit(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @Test
  void bits_acrossBytes_areMostSignificantFirst() throws Exception {
    BitReader in = nal("a5 0f 12 34 56 78");
    assertThat(in.bits(4)).isEqualTo(0xA);
    assertThat(in.bits(8)).isEqualTo(0x50);
    assertThat(in.byteAligned()).isFalse();
    assertThat(in.bits(4)).isEqualTo(0xF);
    assertThat(in.bits(32)).isEqualTo(0x12345678);
    assertThat(in.position()).isEqualTo(48);
  }

  @Test
  void bits_emulationPrevention_isLeftOut() throws Exception {
    BitReader in = nal("00 00 03 01 00 00 03 00 00 03 80");
    assertThat(in.longBits(56)).isEqualTo(0x0000_01_0000_0000L);
    assertThat(in.bits(8)).isEqualTo(0x80);
  }

  @Test
  void bits_rawBytes_keepThrees() throws Exception {
    BitReader in = BitReader.ofBytes(ByteBuffer.wrap(new byte[] {9, 0, 0, 3, 1}), 1, 4);
    assertThat(in.bits(32)).isEqualTo(0x0000_0301);
  }

  @Test
  void ue_table_givesNumbersOfTheStandard() throws Exception {
    // 1 010 011 00100 00101 00110 00111 0001000 (Table 9-2), then the stop bit
    BitReader in = nal("a6 42 98 e2 04 40");
    for (int expected = 0; expected <= 7; expected++) {
      assertThat(in.ue()).isEqualTo(expected);
    }
  }

  @Test
  void se_table_alternatesSigns() throws Exception {
    BitReader in = nal("a6 42 98 e2 04 40");
    for (int expected : new int[] {0, 1, -1, 2, -2, 3, -3, 4}) {
      assertThat(in.se()).isEqualTo(expected);
    }
  }

  @Test
  void ue_greatest_isRead() throws Exception {
    // 2^31 - 1 = 31 zero bits and a one, then 31 zero bits + 0
    BitReader in = nal("00 00 03 00 01 00 00 03 00 00 80");
    assertThat(in.ue()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void ue_tooLong_isMalformed() {
    BitReader in = nal("00 00 03 00 00 03 00 01 01 01 01 01 01");
    assertThatThrownBy(in::ue)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
  }

  @Test
  void bits_pastTheEnd_isTruncated() throws Exception {
    BitReader in = nal("ff");
    in.skip(7);
    assertThatThrownBy(() -> in.bits(2))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.TRUNCATED));
  }

  @Test
  void moreRbspData_stopBitNext_isFalse() throws Exception {
    BitReader in = nal("a8");
    assertThat(in.moreRbspData()).isTrue();
    in.skip(4);
    assertThat(in.moreRbspData()).isFalse();
    assertThat(nal("80").moreRbspData()).isFalse();
    assertThat(nal("").moreRbspData()).isFalse();
    assertThat(nal("00 00 03").moreRbspData()).isFalse();
  }

  @Test
  void moreRbspData_cabacZeroWords_arePassedOver() throws Exception {
    BitReader in = nal("c0 00 00 03 00 00 03");
    assertThat(in.moreRbspData()).isTrue();
    in.skip(1);
    assertThat(in.moreRbspData()).isFalse();
  }

  @Test
  void moreRbspData_farFromTheEnd_isTrueAndKeepsPosition() throws Exception {
    BitReader in = nal("01 02 04 05 06 07 08 09 0a 0b 0c 80");
    assertThat(in.bits(3)).isZero();
    assertThat(in.moreRbspData()).isTrue();
    assertThat(in.bits(32)).isEqualTo(0x01020405 << 3);
    assertThat(in.longBits(53)).isEqualTo(0x060708090a0b0cL & (1L << 53) - 1);
    assertThat(in.moreRbspData()).isFalse();
  }

  @Test
  void reading_randomBytes_throwsNothingButMediaException() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(3) == 0) {
          bytes[i] = (byte) random.nextInt(4);
        }
      }
      BitReader in = BitReader.ofNalUnit(ByteBuffer.wrap(bytes), 0, bytes.length);
      assertThatThrownBy(
              () -> {
                while (true) {
                  in.ue();
                  in.moreRbspData();
                  in.se();
                  in.bits(random.nextInt(33));
                }
              })
          .isInstanceOf(MediaException.class);
    }
  }
}
