package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteRange;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.CompactSampleSizeBox;
import io.boxwire.box.SampleToChunkBox;
import io.boxwire.box.Table;
import io.boxwire.box.TableLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private static final int COUNT = 3000;
  private static final List<TableLayout> LAYOUTS =
      List.of(SampleToChunkBox.LAYOUT, ChunkLargeOffsetBox.LAYOUT, CompactSampleSizeBox.layout(4));

  private final Random random = new Random(11);

  private ByteSource storage(TableLayout layout) {
    byte[] bytes = new byte[(int) layout.size(COUNT)];
    random.nextBytes(bytes);
    return ByteSource.of(ByteBuffer.wrap(bytes));
  }

  private static Table table(TableLayout layout, ByteSource storage) throws MediaException {
    return Table.stored(layout, COUNT, ByteRange.of(storage, 0, layout.size(COUNT)));
  }

  @Test
  void value_anyOrder_isThatOfTheTable() throws Exception {
    for (TableLayout layout : LAYOUTS) {
      Table table = table(layout, storage(layout));
      Entries entries = new Entries(table);
      assertThat(entries.count()).isEqualTo(COUNT);
      int at = 0;
      for (int i = 0; i < 10_000; i++) {
        int column = random.nextInt(layout.columns().size());
        assertThat(entries.value(at, column)).isEqualTo(table.window().value(at, column));
        at = random.nextInt(100) == 0 ? random.nextInt(COUNT) : (at + random.nextInt(2)) % COUNT;
      }
    }
  }

  @Test
  void copy_fromAnyEntry_givesAsManyAsAreAtHand() throws Exception {
    for (TableLayout layout : LAYOUTS) {
      Table table = table(layout, storage(layout));
      Entries entries = new Entries(table);
      int columns = layout.columns().size();
      long[] into = new long[Entries.BLOCK];
      int copied;
      for (int at = 0; at < COUNT; at += copied) {
        int most = 1 + random.nextInt(400);
        copied = entries.copy(at, most, into);
        assertThat(copied).isBetween(1, Math.min(most, Entries.BLOCK / columns));
        for (int i = 0; i < copied * columns; i++) {
          assertThat(into[i]).isEqualTo(table.window().value(at + i / columns, i % columns));
        }
      }
    }
  }

  @Test
  void value_afterStorageFailed_isRight() throws Exception {
    TableLayout layout = ChunkLargeOffsetBox.LAYOUT;
    Flaky storage = new Flaky(storage(layout));
    Table table = table(layout, storage);
    Entries entries = new Entries(table);
    long first = entries.value(0, 0);
    storage.fails = true;
    assertThatThrownBy(() -> entries.value(COUNT - 1, 0)).isInstanceOf(MediaException.class);
    storage.fails = false;
    assertThat(entries.value(0, 0)).isEqualTo(first);
    assertThat(entries.value(COUNT - 1, 0)).isEqualTo(table.window().value(COUNT - 1, 0));
  }
}
