package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodedColumnTest {
  private static List<Long> read(CodedColumn column) throws MediaException {
    List<Long> values = new ArrayList<>();
    CodedColumn.Cursor cursor = column.cursor();
    while (cursor.hasNext()) {
      values.add(cursor.next());
    }
    return values;
  }

  private static List<Long> readRuns(CodedColumn column, List<Long> lengths) throws MediaException {
    List<Long> values = new ArrayList<>();
    CodedColumn.Cursor cursor = column.cursor();
    while (cursor.hasNext()) {
      long length = cursor.nextRun();
      lengths.add(length);
      for (long i = 0; i < length; i++) {
        values.add(cursor.value());
      }
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyValues_comeBackOneByOneAndInRuns(int seed) throws MediaException {
    Random random = new Random(seed);
    CodedColumn column = new CodedColumn(PageStore.HEAP);
    List<Long> expected = new ArrayList<>();
    long value = 0;
    long changes = 0;
    long last = 0;
    for (int i = 0; i < 5000; i++) {
      value =
          switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> value + random.nextInt(16_000) - 8000;
            case 2 -> value + random.nextInt(4_000_000) - 2_000_000;
            case 3 -> random.nextInt(10);
            case 4 -> 0;
            default -> value;
          };
      int times = random.nextInt(4) == 0 ? random.nextInt(200) : 1;
      column.add(value, times);
      for (int n = 0; n < times; n++) {
        if (expected.isEmpty() || value != last) {
          changes++;
        }
        last = value;
        expected.add(value);
      }
    }
    assertThat(read(column)).isEqualTo(expected);
    List<Long> lengths = new ArrayList<>();
    assertThat(readRuns(column, lengths)).isEqualTo(expected);
    assertThat(column.count()).isEqualTo(expected.size());
    assertThat(column.runs()).isEqualTo(changes).isEqualTo(lengths.size());
  }

  @Test
  void extremes_comeBack() throws MediaException {
    CodedColumn column = new CodedColumn(PageStore.HEAP);
    List<Long> values = List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, 1L, Long.MIN_VALUE);
    values.forEach(column::add);
    assertThat(read(column)).isEqualTo(values);
  }

  @Test
  void empty_hasNothing() throws MediaException {
    assertThat(read(new CodedColumn(PageStore.HEAP))).isEmpty();
    assertThat(new CodedColumn(PageStore.HEAP).runs()).isZero();
  }

  @Test
  void appendedAfterReading_isReadTheNextTime() throws MediaException {
    CodedColumn column = new CodedColumn(PageStore.HEAP);
    column.add(5, 10);
    assertThat(read(column)).hasSize(10);
    column.add(5, 90);
    column.add(6);
    assertThat(read(column)).hasSize(101).endsWith(5L, 6L);
  }
}
