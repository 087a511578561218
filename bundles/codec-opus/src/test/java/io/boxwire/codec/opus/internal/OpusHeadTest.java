package io.boxwire.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.CodecPlugin.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OpusHeadTest {
  /** 5.1 in family 1: six channels of four streams, two of them coupled. */
  private static final String SURROUND =
      "0006013800" + "00BB80" + "0000" + "01" + "0402000401020305";

  @Test
  void ofOgg_mono_isTheBoxInTheOtherByteOrder() throws MediaException {
    OpusHead head = OpusHead.ofOgg(ByteBuffer.wrap(OggStream.head(1, 0)));
    assertThat(head).isEqualTo(new OpusHead(1, 312, 44100, -256, 0, List.of()));
    assertThat(HexFormat.of().withUpperCase().formatHex(head.toBox()))
        .isEqualTo("00" + "01" + "0138" + "0000AC44" + "FF00" + "00");
    assertThat(head.toOgg()).isEqualTo(OggStream.head(1, 0));
  }

  @Test
  void ofBox_surround_isReadAndWrittenAlike() throws MediaException {
    OpusHead head = OpusHead.ofBox(hex(SURROUND));
    assertThat(head.channels()).isEqualTo(6);
    assertThat(head.mapping()).containsExactly(4, 2, 0, 4, 1, 2, 3, 5);
    assertThat(HexFormat.of().withUpperCase().formatHex(head.toBox())).isEqualTo(SURROUND);
    assertThat(OpusHead.ofOgg(ByteBuffer.wrap(head.toOgg()))).isEqualTo(head);
    assertThat(OpusDescription.of(hex(SURROUND)))
        .contains(
            new Field("PreSkip", "312"),
            new Field("StreamCount", "4"),
            new Field("ChannelMapping", "[0, 4, 1, 2, 3, 5]"));
  }

  @Test
  void read_cutAtEveryByte_isMalformed() {
    byte[] box = HexFormat.of().parseHex(SURROUND);
    for (int length = 0; length < box.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(box, length));
      assertFails(Code.MALFORMED, () -> OpusHead.ofBox(cut));
    }
    byte[] head = OggStream.head(3, 1);
    for (int length = 0; length < head.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(head, length));
      assertFails(Code.MALFORMED, () -> OpusHead.ofOgg(cut));
    }
  }

  @Test
  void read_whatCanNotBe_isRefused() {
    assertFails(Code.UNSUPPORTED, () -> OpusHead.ofBox(hex("01" + SURROUND.substring(2))));
    assertFails(Code.UNSUPPORTED, () -> OpusHead.ofBox(hex(SURROUND.replace("000001", "0000FF"))));
    assertFails(Code.MALFORMED, () -> OpusHead.ofBox(hex("0000013800000000000000")));
    assertFails(Code.MALFORMED, () -> OpusHead.ofBox(hex("0003013800000000000000")));
    assertFails(Code.MALFORMED, () -> OpusHead.ofBox(hex("00010138000000000000010000")));
    assertFails(Code.MALFORMED, () -> OpusHead.ofBox(hex("0001013800000000000001010200")));
    assertFails(Code.MALFORMED, () -> OpusHead.ofBox(hex("0001013800000000000001010001")));
    byte[] later = OggStream.head(1, 0);
    later[8] = 0x10;
    assertFails(Code.UNSUPPORTED, () -> OpusHead.ofOgg(ByteBuffer.wrap(later)));
  }

  @Test
  void read_flippedBytes_throwsNothingElse() {
    Random random = new Random(5);
    byte[] good = HexFormat.of().parseHex(SURROUND);
    int read = 0;
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        OpusHead head = OpusHead.ofBox(ByteBuffer.wrap(bytes));
        assertThat(OpusHead.ofOgg(ByteBuffer.wrap(head.toOgg()))).isEqualTo(head);
        read++;
      } catch (MediaException e) {
        assertThat(e.code()).isIn(Code.MALFORMED, Code.UNSUPPORTED);
      }
      assertThat(OpusDescription.of(ByteBuffer.wrap(bytes))).isNotEmpty();
    }
    assertThat(read).isBetween(1000, 19_000);
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }

  private static void assertFails(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
