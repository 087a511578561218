package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadWindowTest {
  private static final int START = 1000;
  private static final int SIZE = 500;

  private static ReadWindow window(MemoryPool pool) throws Exception {
    return new ReadWindow(pool.take(SIZE), pool, START, SIZE);
  }

  @Test
  void untouched_piecesInAnyOrder_sameAsByteByByte() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ReadWindow window = window(new MemoryPool());
      BitSet taken = new BitSet();
      for (int i = 0; i < 60; i++) {
        int from = random.nextInt(SIZE);
        int size = random.nextInt(Math.min(30, SIZE - from) + 1);
        boolean free = taken.get(from, from + size).isEmpty();

        assertThat(window.untouched(START + from, size))
            .as("seed %d, %d bytes at %d of %s", seed, size, from, taken)
            .isEqualTo(free);
        if (free) {
          window.take(START + from, size);
          taken.set(from, from + size);
        }
      }
    }
  }

  @Test
  void release_byTheLastHolder_givesTheMemoryBackForTheNextWindow() throws Exception {
    MemoryPool pool = new MemoryPool();
    ByteBuffer memory = pool.take(SIZE);
    ReadWindow window = new ReadWindow(memory, pool, START, SIZE);
    window.retain();

    window.release();
    assertThat(pool.take(SIZE)).isNotSameAs(memory);
    window.release();
    assertThat(pool.take(SIZE)).isSameAs(memory);
  }
}
