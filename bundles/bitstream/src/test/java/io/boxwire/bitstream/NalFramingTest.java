package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NalFramingTest {
  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static String joined(List<ByteBuffer> parts) {
    StringBuilder text = new StringBuilder();
    for (ByteBuffer part : parts) {
      byte[] copy = new byte[part.remaining()];
      part.get(part.position(), copy);
      text.append(HexFormat.of().formatHex(copy));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void toLengthPrefixed_andBack_keepsPayloads(int lengthSize) throws Exception {
    ByteBuffer annexB = bytes("0000000109f0 00000165aabb 0000000141cc");
    List<ByteBuffer> parts =
        NalFraming.toLengthPrefixed(annexB, new NalUnits().parseAnnexB(annexB), lengthSize);
    String pad = "00".repeat(lengthSize - 1);
    assertThat(joined(parts)).isEqualTo(pad + "0209f0" + pad + "0365aabb" + pad + "0241cc");
    assertThat(parts.get(1).array()).isSameAs(annexB.array());

    ByteBuffer prefixed = bytes(joined(parts));
    NalUnits units = new NalUnits().parseLengthPrefixed(prefixed, lengthSize);
    assertThat(joined(NalFraming.toAnnexB(prefixed, units)))
        .isEqualTo("0000000109f0" + "0000000165aabb" + "0000000141cc");
  }

  @Test
  void toLengthPrefixed_unitTooLong_isUnsupported() throws Exception {
    ByteBuffer annexB = bytes("000001" + "41".repeat(256));
    NalUnits units = new NalUnits().parseAnnexB(annexB);
    assertThatThrownBy(() -> NalFraming.toLengthPrefixed(annexB, units, 1))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.UNSUPPORTED));
  }

  @Test
  void rewriteToLengths_fourByteStartCodes_andBackInPlace() throws Exception {
    ByteBuffer buffer = bytes("0000000109f0 0000000165aabb");
    NalUnits units = new NalUnits().parseAnnexB(buffer);
    assertThat(NalFraming.rewriteToLengths(buffer, units)).isTrue();
    assertThat(buffer).isEqualTo(bytes("0000000209f0 0000000365aabb"));
    units.parseLengthPrefixed(buffer, 4);
    assertThat(NalFraming.rewriteToAnnexB(buffer, units, 4)).isTrue();
    assertThat(buffer).isEqualTo(bytes("0000000109f0 0000000165aabb"));
  }

  @Test
  void rewriteToLengths_shortStartCodeOrTrailingZeros_leavesBufferAlone() throws Exception {
    for (String hex : new String[] {"00000109f0", "0000000109f000", "000000000109f0"}) {
      ByteBuffer buffer = bytes(hex);
      assertThat(NalFraming.rewriteToLengths(buffer, new NalUnits().parseAnnexB(buffer))).isFalse();
      assertThat(buffer).isEqualTo(bytes(hex));
    }
  }

  @Test
  void rewriteToAnnexB_threeByteLengths_giveThreeByteStartCodes() throws Exception {
    ByteBuffer buffer = bytes("000002 09f0 000001 65");
    NalUnits units = new NalUnits().parseLengthPrefixed(buffer, 3);
    assertThat(NalFraming.rewriteToAnnexB(buffer, units, 3)).isTrue();
    assertThat(buffer).isEqualTo(bytes("000001 09f0 000001 65"));
  }

  @Test
  void rewriteToAnnexB_shortLengths_leavesBufferAlone() throws Exception {
    ByteBuffer buffer = bytes("0002 09f0");
    NalUnits units = new NalUnits().parseLengthPrefixed(buffer, 2);
    assertThat(NalFraming.rewriteToAnnexB(buffer, units, 2)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000409f0", "ffffffff09", "000000", "0000000109 00"})
  void parseLengthPrefixed_damaged_isMalformed(String hex) {
    NalUnits units = new NalUnits();
    assertThatThrownBy(() -> units.parseLengthPrefixed(bytes(hex), 4))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
  }

  @Test
  void parseLengthPrefixed_betweenPositionAndLimit_leavesPosition() throws Exception {
    ByteBuffer buffer = bytes("ffff 0109 00 0165 ff").position(2).limit(7);
    NalUnits units = new NalUnits().parseLengthPrefixed(buffer, 1);
    assertThat(units.size()).isEqualTo(2);
    assertThat(units.bytes()).isEqualTo(2);
    assertThat(units.copy(buffer, 1)).containsExactly(0x65);
    assertThat(buffer.position()).isEqualTo(2);
  }

  @Test
  void parseAnnexB_noStartCodeInFront_isMalformed() {
    assertThatThrownBy(() -> new NalUnits().parseAnnexB(bytes("6588 00000141")))
        .isInstanceOf(MediaException.class);
  }
}
