package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortTermRefPicSetsTest {
  @Test
  void read_explicitSet_addsUpSteps() throws MediaException {
    assertThat(read(explicit(new BitWriter().ue(1)))).containsExactly(new int[] {-1, -3, 2});
  }

  @Test
  void read_predictedSets_moveTheOneBefore() throws MediaException {
    BitWriter out = explicit(new BitWriter().ue(3));
    // By -1: -2, -4, 1 and the reference itself, -1.
    out.flags(1, 1).ue(0).flags(1, 1, 1, 1);
    // Four flags now. By +2: 1, then 0 which is no reference, -2, 3, and 2.
    out.flags(1, 0).ue(1).flags(1, 1, 1, 1, 1);
    assertThat(read(out))
        .containsExactly(new int[] {-1, -3, 2}, new int[] {-1, -2, -4, 1}, new int[] {-2, 1, 2, 3});
  }

  @Test
  void read_predictedSet_leavesOutWhatIsNotUsed() throws MediaException {
    BitWriter out = explicit(new BitWriter().ue(2));
    // The first is neither used now nor later, the second later only.
    out.flags(1, 1).ue(0).flags(0, 0).flags(0, 1).flags(1).flags(0, 0);
    out.bits(8, 0xA5);
    BitReader in = out.reader();
    assertThat(ShortTermRefPicSets.read(in))
        .containsExactly(new int[] {-1, -3, 2}, new int[] {-4, 1});
    assertThat(in.bits(8)).isEqualTo(0xA5);
  }

  @Test
  void read_moreThan16Pictures_throws() {
    BitWriter explicit = new BitWriter().ue(1).ue(10, 7);
    assertThatThrownBy(() -> read(explicit)).isInstanceOf(MediaException.class);
    BitWriter predicted = new BitWriter().ue(2).ue(16, 0);
    for (int i = 0; i < 16; i++) {
      predicted.ue(0).flags(1);
    }
    predicted.flags(1, 1).ue(0).bits(17, -1);
    assertThatThrownBy(() -> read(predicted))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("17");
  }

  /** The first set: one picture before, another two before that, one two after. */
  private static BitWriter explicit(BitWriter out) {
    return out.ue(2, 1).ue(0).flags(1).ue(1).flags(1).ue(1).flags(1);
  }

  private static List<int[]> read(BitWriter out) throws MediaException {
    return ShortTermRefPicSets.read(out.reader());
  }
}
