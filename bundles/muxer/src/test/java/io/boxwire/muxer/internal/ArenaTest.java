package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArenaTest {
  /** A copy in an arena. */
  private static final class Copy implements Arena.Pieces {
    final List<ByteBuffer> pieces = new ArrayList<>();
    final List<ByteBuffer> blocks = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();

    static Copy of(Arena arena, byte[] bytes) {
      Copy copy = new Copy();
      arena.copy(ByteBuffer.wrap(bytes), 0, bytes.length, copy);
      return copy;
    }

    @Override
    public void piece(ByteBuffer memory, int index, int length) {
      pieces.add(memory.slice(index, length));
      blocks.add(memory);
    }

    @Override
    public void claim(Claim claim) {
      claims.add(claim);
    }

    byte[] bytes() {
      ByteBuffer all = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
      pieces.forEach(p -> all.put(p.duplicate()));
      return all.array();
    }

    void release() {
      claims.forEach(Claim::release);
    }
  }

  private static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void copies_stayUntilReleased_alsoAcrossBlocks() {
    Arena arena = new Arena(new BlockPool(4));
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      copies.add(Copy.of(arena, bytes(70_000 + i, i)));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(copies.get(i).bytes()).isEqualTo(bytes(70_000 + i, i));
      copies.get(i).release();
    }
  }

  @Test
  void blocks_areUsedAgain() {
    Arena arena = new Arena(new BlockPool(4));
    Set<ByteBuffer> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 1000; i++) {
      Copy copy = Copy.of(arena, bytes(100_000, i));
      blocks.addAll(copy.blocks);
      copy.release();
    }
    assertThat(blocks).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void blocks_areUsedAgainByTheNextFile() {
    BlockPool pool = new BlockPool(4);
    Set<ByteBuffer> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 20; i++) {
      Arena arena = new Arena(pool);
      Copy first = Copy.of(arena, bytes(1_500_000, i));
      Copy second = Copy.of(arena, bytes(100, i));
      blocks.addAll(first.blocks);
      blocks.addAll(second.blocks);
      first.release();
      arena.close();
      second.release();
    }
    assertThat(blocks).hasSize(2);
  }

  @Test
  void largeCopy_liesInSeveralBlocks() {
    Arena arena = new Arena(new BlockPool(4));
    Copy copy = Copy.of(arena, bytes(5 << 20, 1));
    assertThat(copy.pieces).hasSizeGreaterThanOrEqualTo(5);
    assertThat(copy.bytes()).isEqualTo(bytes(5 << 20, 1));
    copy.release();
  }

  @Test
  void view_ofABlock_isMadeOnceForEachBatch() {
    Block block = new Block().of(new Arena(new BlockPool(1)));
    ByteBuffer first = block.view(0);
    assertThat(block.view(0)).as("the same batch needs both").isNotSameAs(first);
    assertThat(block.view(1)).isSameAs(first);
    assertThat(block.look()).as("while the batch has its view").isNotSameAs(first);
    assertThat(block.of(block.owner).view(1)).as("of another file").isSameAs(first);
  }
}
