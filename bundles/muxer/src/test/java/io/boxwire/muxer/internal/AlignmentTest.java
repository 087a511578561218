package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.box.FreeSpaceBox;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentTest {
  private static final int BLOCK = 4096;

  @Test
  void boxAt_everyOffsetInAnyOrder_fillsUpToTheNextBlockWithOneBox() {
    Alignment alignment = new Alignment(BLOCK);
    for (long offset = 0; offset <= 3 * BLOCK; offset++) {
      assertFilled(alignment, offset);
      assertFilled(alignment, offset * 31 % (3 * BLOCK));
    }
  }

  private static void assertFilled(Alignment alignment, long offset) {
    ByteBuffer box = alignment.boxAt(offset);
    assertThat((offset + box.remaining()) % BLOCK).isZero();
    assertThat(box.remaining()).isLessThan(BLOCK + 8);
    if (offset % BLOCK != 0) {
      assertThat(box.getInt(box.position())).isEqualTo(box.remaining());
      assertThat(box.getInt(box.position() + 4)).isEqualTo(FreeSpaceBox.TYPE.code());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, BLOCK, BLOCK + 1})
  void boxAt_nothingToAlign_isEmpty(long offset) {
    assertThat(new Alignment(1).boxAt(offset).remaining()).isZero();
  }
}
