package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NalDepacketizerTest {
  /** D is a delimiter; A to C are kinds of sets, with an id behind; A is the sequence set. */
  private static final ParameterSetRules RULES =
      new ParameterSetRules() {
        @Override
        public boolean isDelimiter(ByteBuffer nal) {
          return nal.get(nal.position()) >> 4 == 0xd - 0x10;
        }

        @Override
        public boolean isSequenceParameterSet(ByteBuffer nal) {
          return nal.get(nal.position()) >> 4 == 0xa - 0x10;
        }

        @Override
        public int key(ByteBuffer nal) throws MediaException {
          int head = nal.get(nal.position()) & 0xff;
          if (head < 0xa0 || head >= 0xd0) {
            return NOT_A_SET;
          }
          if ((head & 0xf) == 0xf) {
            throw MediaException.of(Code.MALFORMED, "no id");
          }
          return head;
        }
      };

  private static NalDepacketizer depacketizer(ParameterSets place, String... stored)
      throws MediaException {
    List<ByteBuffer> units = new ArrayList<>();
    for (String unit : stored) {
      units.add(ByteBuffer.wrap(HexFormat.of().parseHex(unit)));
    }
    return new NalDepacketizer(PayloadForm.LENGTH_PREFIXED, 1, place, units, RULES);
  }

  private static List<String> units(NalDepacketizer from, RandomAccess access, String... sample)
      throws MediaException {
    StringBuilder bytes = new StringBuilder();
    for (String unit : sample) {
      bytes.append(HexFormat.of().toHexDigits((byte) (unit.length() / 2))).append(unit);
    }
    ByteBuffer payload = ByteBuffer.allocate(1000);
    from.depacketize(
        ByteBuffer.wrap(HexFormat.of().parseHex(bytes)),
        access,
        piece -> payload.put(piece.duplicate()));
    payload.flip();
    NalUnits found = new NalUnits().parseLengthPrefixed(payload, 4);
    List<String> units = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      units.add(HexFormat.of().formatHex(found.copy(payload, i)));
    }
    return units;
  }

  @Test
  void depacketize_setsInEntry_goBehindTheDelimiterOfEachRandomAccessSample() throws Exception {
    NalDepacketizer depacketizer = depacketizer(ParameterSets.ENTRY, "a011", "", "b022");
    for (RandomAccess access : RandomAccess.values()) {
      List<String> units = units(depacketizer, access, "d0", "01aa", "02bb");
      if (access == RandomAccess.NONE) {
        assertThat(units).containsExactly("d0", "01aa", "02bb");
      } else {
        assertThat(units).containsExactly("d0", "a011", "b022", "01aa", "02bb");
      }
    }
    assertThat(units(depacketizer, RandomAccess.SYNC, "01")).containsExactly("a011", "b022", "01");
  }

  @Test
  void depacketize_newerSetsInSample_replaceThoseOfTheirKey() throws Exception {
    NalDepacketizer depacketizer =
        depacketizer(ParameterSets.ENTRY, "a011", "b022", "b133", "bf44", "5566");
    assertThat(units(depacketizer, RandomAccess.SYNC, "b0", "01"))
        .containsExactly("a011", "b133", "bf44", "5566", "b0", "01");
    assertThat(units(depacketizer, RandomAccess.SYNC, "bf", "01"))
        .containsExactly("a011", "b022", "b133", "bf44", "5566", "bf", "01");
    // What came with the sets, as 55 did, stays away where the sample has its own.
    assertThat(units(depacketizer, RandomAccess.SYNC, "a0", "bf44", "01"))
        .containsExactly("b022", "b133", "a0", "bf44", "01");
  }

  @ParameterizedTest
  @CsvSource({
    // the first three samples, r for random access and s for own sets; which are given the entry's
    "r r r, 1",
    "rs r r, 0",
    "- r r, 2",
    "s r r, 0",
    "- rs r, 0",
    "- - -, 0"
  })
  void depacketize_setsInSamples_areAddedOnceAndOnlyWhereDecodingStarts(String run, int which)
      throws Exception {
    NalDepacketizer depacketizer = depacketizer(ParameterSets.KEEP, "a011");
    int number = 0;
    for (String sample : run.split(" ")) {
      RandomAccess access = sample.contains("r") ? RandomAccess.SYNC : RandomAccess.NONE;
      String[] stored = sample.contains("s") ? new String[] {"a5", "01"} : new String[] {"01"};
      List<String> expected = new ArrayList<>(List.of(stored));
      if (++number == which) {
        expected.add(0, "a011");
      }
      assertThat(units(depacketizer, access, stored)).isEqualTo(expected);
    }
  }

  @Test
  void new_storedForm_isRefused() {
    assertThatThrownBy(
            () -> new NalDepacketizer(PayloadForm.STORED, 4, ParameterSets.ENTRY, List.of(), RULES))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.UNSUPPORTED));
  }
}
