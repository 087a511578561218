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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NalFramingTest {
  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void lengthPrefixed_units_areJoinedAndLeftAlone() {
    List<ByteBuffer> units = List.of(bytes("09f0"), bytes("ff65aabbff").position(1).limit(4));
    assertThat(NalFraming.lengthPrefixed(units)).isEqualTo(bytes("0000000209f0 0000000365aabb"));
    assertThat(units.get(1)).isEqualTo(bytes("65aabb"));
    assertThat(NalFraming.lengthPrefixed(List.of()).hasRemaining()).isFalse();
  }

  @Test
  void rewriteToAnnexB_fourByteLengths_areExchangedInPlace() throws Exception {
    ByteBuffer buffer = bytes("ff 0000000209f0 0000000365aabb ff").position(1).limit(14);
    NalUnits units = new NalUnits().parseLengthPrefixed(buffer, 4);
    assertThat(NalFraming.rewriteToAnnexB(buffer, units)).isTrue();
    assertThat(buffer.clear()).isEqualTo(bytes("ff 0000000109f0 0000000165aabb ff"));
  }

  @ParameterizedTest
  @CsvSource({"3, 00000209f0", "2, 000209f0", "4, 0000000209f000000000"})
  void rewriteToAnnexB_otherWordsOrEmptyUnits_leavesBufferAlone(int lengthSize, String hex)
      throws Exception {
    ByteBuffer buffer = bytes(hex);
    NalUnits units = new NalUnits().parseLengthPrefixed(buffer, lengthSize);
    assertThat(NalFraming.rewriteToAnnexB(buffer, units)).isFalse();
    assertThat(buffer).isEqualTo(bytes(hex));
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
