package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.codec.h265.internal.HevcConfiguration.NalArray;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class HevcConfigurationTest {
  static final List<String> NAMES = TestStream.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void write_recordThatFfmpegMade_givesTheSameBytes(String name) throws MediaException {
    ByteBuffer bytes = TestStream.of(name).hvcc();
    assertThat(HevcConfiguration.read(bytes).write()).isEqualTo(bytes);
  }

  @Test
  void write_everyField_comesBack() throws MediaException {
    ProfileTierLevel profile = new ProfileTierLevel(2, true, 31, 0xDEADBEEF, 0x123456789ABCL, 255);
    List<NalArray> arrays =
        List.of(
            new NalArray(true, NalType.VPS, List.of(ByteBuffer.wrap(new byte[] {0x40, 1, 9}))),
            new NalArray(false, NalType.PREFIX_SEI, List.of()));
    HevcConfiguration record =
        new HevcConfiguration(profile, 4095, 3, 3, 15, 12, 65535, 2, 7, true, 3, arrays);
    assertThat(HevcConfiguration.read(record.write())).isEqualTo(record);
  }

  @Test
  void read_cutAnywhere_throws() {
    ByteBuffer whole = TestStream.of("main10-hdr").hvcc();
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThatThrownBy(() -> HevcConfiguration.read(cut)).isInstanceOf(MediaException.class);
    }
  }

  @Test
  void read_otherVersion_throws() {
    ByteBuffer bytes = TestStream.of("slices").hvcc();
    bytes.put(0, (byte) 2);
    assertThatThrownBy(() -> HevcConfiguration.read(bytes))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("version 2");
  }

  @ParameterizedTest
  @CsvSource({
    // segmentation, then tiles and wavefronts of two picture parameter sets, then the type
    "0, 1, 0, 1, 0, 0",
    "8, 1, 0, 1, 0, 2",
    "8, 0, 1, 0, 1, 3",
    "8, 0, 0, 0, 0, 1",
    "8, 1, 0, 0, 1, 0",
    "8, 1, 1, 1, 1, 0",
    "8, 1, 0, 1, 1, 0"
  })
  void parallelism_pictureParameterSets_isWhatAllOfThemShare(
      int segmentation, int tilesA, int wavesA, int tilesB, int wavesB, int expected)
      throws MediaException {
    ParameterSetTable sets =
        ParameterSetTable.EMPTY
            .with(NalType.SPS, TestStream.of("slices").first(NalType.SPS))
            .with(NalType.PPS, pps(0, tilesA, wavesA))
            .with(NalType.PPS, pps(1, tilesB, wavesB));
    assertThat(Configurations.parallelism(sets, segmentation)).isEqualTo(expected);
  }

  private static ByteBuffer pps(int id, int tiles, int waves) {
    BitWriter out = new BitWriter().ue(id, 0).flags(0, 0).bits(3, 0).flags(0, 0).ue(0, 0).se(0);
    out.flags(0, 0, 1).ue(0).se(2).se(-2).flags(0, 0, 0, 0).flags(tiles, waves);
    return out.nalUnit(NalType.PPS);
  }
}
