package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  @Test
  void take_severalFree_givesTheOneThatCameBackLast() throws Exception {
    MemoryPool pool = new MemoryPool();
    ByteBuffer first = pool.take(1000);
    ByteBuffer second = pool.take(1000);
    pool.give(first);
    pool.give(second);

    assertThat(pool.take(900)).isSameAs(second);
    assertThat(pool.take(900)).isSameAs(first);
  }

  @Test
  void take_freeOneTooSmallOrMuchTooLarge_makesAnother() throws Exception {
    MemoryPool pool = new MemoryPool();
    pool.give(ByteBuffer.allocateDirect(1000));

    assertThat(pool.take(1001).capacity()).isEqualTo(1001);
    assertThat(pool.take(200).capacity()).isEqualTo(200);
    assertThat(pool.take(250).capacity()).isEqualTo(1000);
  }

  @Test
  void give_moreThanIsKept_letsGoOfTheOldest() throws Exception {
    MemoryPool pool = new MemoryPool();
    List<ByteBuffer> given = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      given.add(ByteBuffer.allocateDirect(1 << 20));
      pool.give(given.get(i));
    }
    Set<ByteBuffer> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 12; i++) {
      kept.add(pool.take(1 << 20));
    }

    assertThat(given.subList(4, 12)).allMatch(kept::contains);
    assertThat(given.subList(0, 4)).noneMatch(kept::contains);
  }

  @Test
  void give_largerThanAllThatIsKept_leavesTheOthersThere() throws Exception {
    MemoryPool pool = new MemoryPool();
    ByteBuffer usual = pool.take(1000);
    pool.give(usual);
    pool.give(ByteBuffer.allocateDirect(9 << 20));

    assertThat(pool.take(1000)).isSameAs(usual);
  }
}
