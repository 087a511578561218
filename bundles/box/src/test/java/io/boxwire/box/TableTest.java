package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.TableLayout.Column;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void value_anyWidthAndKind_isWhatWasWritten() throws MediaException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      TableLayout layout = randomLayout(random);
      long[][] rows = new long[1 + random.nextInt(20)][layout.columns().size()];
      for (long[] row : rows) {
        for (int column = 0; column < row.length; column++) {
          Column shape = layout.columns().get(column);
          int unused = 64 - shape.bits();
          long bits = random.nextLong();
          row[column] = shape.kind() == Column.Kind.SIGNED ? bits >> unused : bits >>> unused;
        }
      }
      Table table = Table.of(layout, rows);
      assertThat(table.bytes().size()).isEqualTo(table.size());
      FileLike file = new FileLike(table.bytes().toBuffer());
      Table lazy = Table.stored(layout, rows.length, ByteRange.of(file, 0, table.size()));
      for (Table one : List.of(table, lazy, lazy.load())) {
        TableWindow window = one.window(64);
        for (int row = rows.length - 1; row >= 0; row--) {
          for (int column = 0; column < rows[row].length; column++) {
            assertThat(window.value(row, column)).as("%s", layout).isEqualTo(rows[row][column]);
          }
        }
      }
      assertThat(lazy.load()).isEqualTo(table);
    }
  }

  @Test
  void values_anyStartAndRoom_areThoseOfEachEntry() throws MediaException {
    Random random = new Random(8);
    TableLayout words =
        TableLayout.of(List.of(Column.unsigned(32, "count"), Column.signed(32, "offset")));
    TableLayout longs =
        TableLayout.of(List.of(Column.unsigned(64, "offset"), Column.signed(64, "time")));
    int several = 0;
    for (int round = 0; round < 400; round++) {
      TableLayout layout = List.of(words, longs, randomLayout(random)).get(random.nextInt(3));
      int columns = layout.columns().size();
      int rows = 1 + random.nextInt(100);
      FileLike file = new FileLike(randomBytes(random, (rows * layout.entryBits() + 7) / 8));
      Table lazy = Table.stored(layout, rows, ByteRange.of(file, 0, file.size()));
      for (Table table : List.of(lazy, lazy.load())) {
        TableWindow window = table.window(64);
        long[] values = new long[columns * (1 + random.nextInt(50)) + random.nextInt(columns)];
        int read;
        for (int row = random.nextInt(rows); row < rows; row += read) {
          read = window.values(row, values);
          assertThat(read).isBetween(1, Math.min(values.length / columns, rows - row));
          several += read > 1 ? 1 : 0;
          for (int i = 0; i < read * columns; i++) {
            long single = table.window().value(row + i / columns, i % columns);
            assertThat(values[i]).as("%s", layout).isEqualTo(single);
          }
        }
      }
    }
    assertThat(several).isGreaterThan(300);
  }

  @Test
  void values_noRoomOrNoSuchEntry_areRefused() throws MediaException {
    TableWindow window = Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(1)).window();
    long[] one = new long[1];
    assertThatThrownBy(() -> window.values(1, one)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.values(-1, one)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.values(0, new long[0]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static ByteBuffer randomBytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static TableLayout randomLayout(Random random) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      int bits = random.nextBoolean() ? 8 * (1 + random.nextInt(8)) : 1 + random.nextInt(64);
      columns.add(
          random.nextBoolean() ? Column.signed(bits, "s" + i) : Column.unsigned(bits, "u" + i));
    }
    return TableLayout.of(columns);
  }

  @Test
  void window_overFile_readsEachPieceOnce() throws MediaException {
    int count = 100_000;
    FileLike file = new FileLike(ByteBuffer.allocate(4 * count));
    Table table = Table.stored(ChunkOffsetBox.LAYOUT, count, ByteRange.of(file, 0, 4L * count));
    TableWindow window = table.window();
    for (int i = 0; i < count; i++) {
      assertThat(window.value(i, 0)).isZero();
    }
    // An eighth of each window is what lies before.
    assertThat(file.bytesRead()).isBetween(4L * count, 5L * count);
  }

  @Test
  void window_noSuchEntryOrColumn_isRefused() throws MediaException {
    TableWindow window = Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(1)).window();
    assertThatThrownBy(() -> window.value(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.value(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.value(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void window_fileThatShrank_isTruncated() throws MediaException {
    FileLike file = new FileLike(ByteBuffer.allocate(100));
    Table table = Table.stored(ChunkOffsetBox.LAYOUT, 50, ByteRange.of(file, 0, 200));
    BadBoxes.assertCode(() -> table.window().value(49, 0), Code.TRUNCATED);
    BadBoxes.assertCode(table::load, Code.TRUNCATED);
  }

  @Test
  void write_valueBeyondColumn_isRefused() {
    for (long value : new long[] {-1, 1L << 32}) {
      Box box = ChunkOffsetBox.of(Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(value)));
      MediaException e = BadBoxes.assertCode(() -> Boxes.write(box), Code.LIMIT_EXCEEDED);
      assertThat(e).hasMessageContaining("chunk_offset " + value);
    }
    Table signed = Table.of(CompositionOffsetBox.SIGNED_LAYOUT, Boxes.row(1, 1L << 31));
    BadBoxes.assertCode(signed::bytes, Code.LIMIT_EXCEEDED);
  }

  @Test
  void write_otherCountThanAnnounced_isRefused() {
    Table table = Table.generated(ChunkOffsetBox.LAYOUT, 2, out -> out.entry(1));
    assertThatIllegalStateException().isThrownBy(table::bytes);
    Table wide = Table.generated(ChunkOffsetBox.LAYOUT, 1, out -> out.entry(1, 2));
    assertThatIllegalArgumentException().isThrownBy(wide::bytes);
  }

  @Test
  void stored_countThatContradictsBytes_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Table.stored(ChunkOffsetBox.LAYOUT, 2, ByteRange.of(new byte[7])));
  }

  @Test
  void equals_contentDecides() throws MediaException {
    Table one = Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(1));
    Table same = Table.generated(ChunkOffsetBox.LAYOUT, 1, out -> out.entry(1)).load();
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(one).isNotEqualTo(Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(2)));
    assertThat(one).isNotEqualTo(Table.of(SampleSizeBox.LAYOUT, Boxes.row(1)));
  }
}
