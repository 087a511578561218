package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteRange;
import io.boxwire.box.ByteSource;
import io.boxwire.box.Table;
import io.boxwire.box.TimeToSampleBox;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunCursorTest {
  private static final int ENTRIES = 5000;

  private final long[][] runs = new long[ENTRIES][];
  private final long[] starts = new long[ENTRIES + 1];
  private final long[] sums = new long[ENTRIES + 1];

  RunCursorTest() {
    Random random = new Random(5);
    for (int i = 0; i < ENTRIES; i++) {
      // Some entries have no samples at all.
      runs[i] = new long[] {random.nextInt(4), 1 + random.nextInt(100)};
      starts[i + 1] = starts[i] + runs[i][0];
      sums[i + 1] = sums[i] + runs[i][0] * runs[i][1];
    }
  }

  private RunCursor cursor(RunCursor.Beyond beyond) throws MediaException {
    return new RunCursor(Table.of(TimeToSampleBox.LAYOUT, runs), beyond);
  }

  /** The entry that has a sample. */
  private int entry(long sample) {
    int entry = 0;
    while (starts[entry + 1] <= sample) {
      entry++;
    }
    return entry;
  }

  private void assertAt(RunCursor cursor, long sample) {
    int entry = entry(sample);
    assertThat(cursor.value()).isEqualTo(runs[entry][1]);
    assertThat(cursor.left()).isEqualTo(starts[entry + 1] - sample);
    assertThat(cursor.sum()).isEqualTo(sums[entry] + (sample - starts[entry]) * runs[entry][1]);
  }

  @Test
  void advance_oneByOne_givesEachValueAndSum() throws Exception {
    RunCursor cursor = cursor(RunCursor.Beyond.LAST_VALUE);
    for (long sample = 0; sample < starts[ENTRIES]; sample++) {
      assertAt(cursor, sample);
      cursor.advance(1);
    }
  }

  @Test
  void seek_backAndForth_isThereAtOnce() throws Exception {
    RunCursor cursor = cursor(RunCursor.Beyond.LAST_VALUE);
    Random random = new Random(6);
    for (int i = 0; i < 500; i++) {
      long sample = random.nextInt((int) starts[ENTRIES]);
      cursor.seek(sample);
      assertAt(cursor, sample);
    }
  }

  @Test
  void seek_backAfterStorageFailed_isAtWhatLiesThere() throws Exception {
    ByteBuffer stored = ByteBuffer.allocate(ENTRIES * 8);
    for (long[] run : runs) {
      stored.putInt((int) run[0]).putInt((int) run[1]);
    }
    Flaky storage = new Flaky(ByteSource.of(stored.flip()));
    ByteRange range = ByteRange.of(storage, 0, stored.limit());
    Table table = Table.stored(TimeToSampleBox.LAYOUT, ENTRIES, range);
    RunCursor cursor = new RunCursor(table, RunCursor.Beyond.LAST_VALUE);
    cursor.seek(starts[ENTRIES] - 1);
    storage.fails = true;
    assertThatThrownBy(() -> cursor.seek(0)).isInstanceOf(MediaException.class);
    storage.fails = false;
    long sample = starts[30];
    cursor.seek(sample);
    assertAt(cursor, sample);
  }

  @Test
  void seekSum_anyTime_findsTheSampleThatBeganBefore() throws Exception {
    RunCursor cursor = cursor(RunCursor.Beyond.LAST_VALUE);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      long time = random.nextInt((int) sums[ENTRIES]);
      long sample = cursor.seekSum(time);
      assertThat(cursor.sum()).isLessThanOrEqualTo(time);
      assertThat(cursor.sum() + cursor.value()).isGreaterThan(time);
      assertAt(cursor, sample);
    }
  }

  @Test
  void floorNonZero_behindALongWay_findsTheLastSampleWithAValue() throws Exception {
    Random random = new Random(8);
    for (int round = 0; round < 20; round++) {
      for (long[] run : runs) {
        run[1] = random.nextInt(1 + 200 * round) == 0 ? 1 : 0;
      }
      RunCursor cursor = cursor(RunCursor.Beyond.ZERO);
      cursor.seek(starts[ENTRIES] - 1);
      for (int i = 0; i < 100; i++) {
        long sample = random.nextInt((int) starts[ENTRIES]);
        assertThat(cursor.floorNonZero(sample)).isEqualTo(floorNonZero(sample));
      }
    }
  }

  private long floorNonZero(long sample) {
    int entry = entry(sample);
    if (runs[entry][1] != 0) {
      return sample;
    }
    while (entry >= 0 && (runs[entry][1] == 0 || runs[entry][0] == 0)) {
      entry--;
    }
    return entry < 0 ? -1 : starts[entry + 1] - 1;
  }

  @Test
  void advance_behindTheTable_keepsTheLastValueOrZero() throws Exception {
    RunCursor last = cursor(RunCursor.Beyond.LAST_VALUE);
    last.seek(starts[ENTRIES] + 10);
    assertThat(last.value()).isEqualTo(runs[ENTRIES - 1][1]);
    assertThat(last.sum()).isEqualTo(sums[ENTRIES] + 10 * runs[ENTRIES - 1][1]);
    RunCursor zero = cursor(RunCursor.Beyond.ZERO);
    zero.seek(starts[ENTRIES] + 10);
    assertThat(zero.value()).isZero();
    assertThat(zero.sum()).isEqualTo(sums[ENTRIES]);
  }

  @Test
  void sum_absurdCounts_staysAtTheLargestNumber() throws Exception {
    long most = 0xffff_ffffL;
    Table table =
        Table.of(TimeToSampleBox.LAYOUT, new long[] {most, most}, new long[] {most, most});
    RunCursor cursor = new RunCursor(table, RunCursor.Beyond.LAST_VALUE);
    cursor.seek(2 * most);
    assertThat(cursor.sum()).isEqualTo(Long.MAX_VALUE);
  }
}
