package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VideoSignalTest {
  private static BitReader bits(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return BitReader.ofBytes(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @Test
  void read_everythingPresent_isTold() throws Exception {
    // 1 255 4:3 | 1 1 | 1 101 1 1 9 16 9 | 1 ue(2) ue(0) | stop
    StringBuilder text = new StringBuilder();
    text.append("1").append("11111111").append("0000000000000100").append("0000000000000011");
    text.append("11").append("1").append("101").append("1").append("1");
    text.append("00001001").append("00010000").append("00001001").append("1").append("011");
    text.append("1").append("10");
    while (text.length() % 8 != 0) {
      text.append('0');
    }
    byte[] bytes = new byte[text.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(text.substring(i * 8, i * 8 + 8), 2);
    }
    BitReader in = BitReader.ofBytes(ByteBuffer.wrap(bytes), 0, bytes.length);
    VideoSignal signal = VideoSignal.read(in);
    assertThat(signal.aspectRatio()).isEqualTo(new SampleAspectRatio(4, 3));
    assertThat(signal.colour()).contains(new ColourDescription(9, 16, 9, true));
    assertThat(in.bits(2)).isEqualTo(0b10);
  }

  @Test
  void read_nothingPresent_isNone() throws Exception {
    assertThat(VideoSignal.read(bits("00"))).isEqualTo(VideoSignal.NONE);
  }

  @Test
  void read_cut_throws() {
    assertThatThrownBy(() -> VideoSignal.read(bits("ff"))).isInstanceOf(MediaException.class);
  }

  @Test
  void ofIdc_tableE1_hasItsRows() {
    assertThat(SampleAspectRatio.ofIdc(1)).isEqualTo(SampleAspectRatio.SQUARE);
    assertThat(SampleAspectRatio.ofIdc(4)).isEqualTo(new SampleAspectRatio(16, 11));
    assertThat(SampleAspectRatio.ofIdc(13)).isEqualTo(new SampleAspectRatio(160, 99));
    assertThat(SampleAspectRatio.ofIdc(16)).isEqualTo(new SampleAspectRatio(2, 1));
    assertThat(SampleAspectRatio.ofIdc(17).specified()).isFalse();
    assertThat(SampleAspectRatio.ofIdc(0).specified()).isFalse();
  }

  @Test
  void boxes_haveTheBytesOfTheStandard() {
    assertThat(new SampleAspectRatio(12, 11).toPasp())
        .isEqualTo(ConfigurationBox.of("pasp", HexFormat.of().parseHex("0000000c0000000b")));
    assertThat(new ColourDescription(1, 13, 6, true).toColr())
        .isEqualTo(ConfigurationBox.of("colr", HexFormat.of().parseHex("6e636c780001000d000680")));
    assertThat(ColourDescription.UNSPECIFIED.specified()).isFalse();
  }

  @Test
  void codecStrings_areUpperCaseHex() {
    assertThat(CodecStrings.hexByte(0x0A)).isEqualTo("0A");
    assertThat(CodecStrings.hex(0xB0)).isEqualTo("B0");
    assertThat(CodecStrings.reversedHex(0x6000_0000)).isEqualTo("6");
  }
}
